/** Comments as they come, the news of who has what between them, and where the eye is. */

import { element } from "../page/element.js";
import { say } from "./spoken.js";

const stream = /** @type {HTMLElement} */ (document.getElementById("stream"));
const jump = /** @type {HTMLElement} */ (document.getElementById("jump"));
const MOST = 200;
const NEAR = 80;

/** Numbers drawn so far. @type {Map<number, HTMLElement>} */
const drawn = new Map();

let at_end = true;

export function wireStream() {
  jump.addEventListener("click", () => stream.scrollTo({ top: stream.scrollHeight }));
  stream.addEventListener("scroll", () => {
    at_end = isNearEnd();
    if (at_end) jump.hidden = true;
  });
  // what opens below the stream (a private answer, a phone's keyboard) must not hide its end
  new ResizeObserver(() => {
    if (at_end) stream.scrollTo({ top: stream.scrollHeight });
  }).observe(stream);
}

function isNearEnd() {
  return stream.scrollHeight - stream.scrollTop - stream.clientHeight < NEAR;
}

/** A new show begins with an empty stream. */
export function clearStream() {
  drawn.clear();
  stream.replaceChildren();
}

/**
 * @param {import("./spoken.js").Comment[]} comments oldest first; those drawn already are only marked as withdrawn
 * @param {string[]} lines what everybody may hear of claims, after them
 */
export function addToStream(comments, lines) {
  const follows = at_end || isNearEnd();
  let added = 0;
  for (const comment of comments) {
    const before = drawn.get(comment.number);
    if (before) {
      if (comment.withdrawn && !before.classList.contains("withdrawn")) before.replaceWith(keep(comment));
      continue;
    }
    stream.append(keep(comment));
    added += 1;
  }
  for (const line of lines) {
    stream.append(element("li", { class: "news" }, element("span", { class: "who" }, say("host")), "\u2002", element("span", {}, line)));
    added += 1;
  }
  while (stream.children.length > MOST) stream.firstElementChild?.remove();
  if (!added) return;
  if (follows) stream.scrollTo({ top: stream.scrollHeight });
  else jump.hidden = false;
}

/** @param {import("./spoken.js").Comment} comment */
function keep(comment) {
  const made = comment.withdrawn
    ? element("li", { class: "withdrawn" }, say("removed"))
    : element("li", {}, element("bdi", { class: comment.name ? "who" : "who hidden" }, comment.name || say("hidden")), "\u2002",
      element("span", { dir: "auto" }, comment.text));
  drawn.set(comment.number, made);
  return made;
}
