/** The conversation as it is seen: the shopper's bubbles, the shop's replies, and where the eye is. */

import { addressForm, addressLabel, pointAt, rememberAddress } from "./address.js";
import { drawBlocks } from "./blocks.js";
import { element, icon } from "../page/element.js";
import { closeInvoices } from "./invoice.js";
import { PAID } from "./order.js";
import { config, nameOf, say } from "./spoken.js";

/** @typedef {import("./turns.js").Turn} Turn */
/** @typedef {import("./blocks.js").Ways} Ways */

const thread = /** @type {HTMLElement} */ (document.getElementById("thread"));
const jump = /** @type {HTMLElement} */ (document.getElementById("jump"));
const NEAR = 120;
/** Room left above a reply, so that the question before it stays in sight. */
const ABOVE = 72;

/** Labels of the buttons drawn so far, by their action: a restored turn is shown as what was pressed. */
const labels = new Map();

/** @type {HTMLElement | null} */
let openForm = null;

export function wireThread() {
  jump.addEventListener("click", () => thread.scrollTo({ top: thread.scrollHeight }));
  thread.addEventListener("scroll", () => {
    if (isNearEnd()) jump.hidden = true;
  });
}

function isNearEnd() {
  return thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR;
}

/**
 * The shopper's own bubble, shown before the shop has answered.
 * @param {string} text
 */
export function drawOwn(text) {
  const bubble = element("div", { class: "bubble", dir: "auto" }, text);
  const place = element("div", { class: "turn mine waiting" }, element("span", { class: "unseen" }, say("chat.you")), bubble);
  thread.append(place);
  thread.scrollTo({ top: thread.scrollHeight });
  return place;
}

/**
 * @param {HTMLElement} place
 * @param {string} reason in words, empty where there is none to tell
 * @param {(() => void) | null} again sends the same turn again
 */
export function drawFailure(place, reason, again) {
  place.classList.add("failed");
  place.classList.remove("waiting");
  const failure = element("div", { class: "failure", role: "alert" }, element("span", {}, reason || say("chat.failed")));
  if (again) {
    failure.append(element("button", {
      type: "button", class: "button", onclick: () => {
        failure.remove();
        place.classList.remove("failed");
        place.classList.add("waiting");
        again();
      },
    }, icon("again"), say("chat.retry")));
  }
  place.append(failure);
  thread.scrollTo({ top: thread.scrollHeight });
}

/**
 * @param {any} answer of the reply contract
 * @param {Ways} ways
 * @param {boolean} follow whether the eye goes with it
 */
export function drawAnswer(answer, ways, follow) {
  const was_near = isNearEnd();
  for (const working of thread.querySelectorAll(".working")) working.classList.add("over");
  const places = answer.replies.filter((/** @type {any} */ reply) => reply.audience === "buyer").map((/** @type {any} */ reply) => {
    noteLabels(reply.blocks);
    return element("div", { class: "turn theirs", dir: answer.direction },
      element("span", { class: "unseen" }, config.shop), ...drawBlocks(reply.blocks, ways));
  });
  thread.append(...places);
  for (const block of answer.replies.flatMap((/** @type {any} */ reply) => reply.blocks)) {
    if (block.type === "order" && PAID.has(block.payment)) closeInvoices(thread, block.code);
  }
  if (places.length === 0) return;
  if (follow || was_near) thread.scrollTo({ top: places[0].offsetTop - ABOVE });
  else jump.hidden = false;
}

/** @param {any[]} blocks */
function noteLabels(blocks) {
  for (const block of blocks) {
    for (const button of block.actions ?? []) labels.set(JSON.stringify(button.action), button.label);
    for (const option of block.pay ?? []) if (option.action) labels.set(JSON.stringify(option.action), option.label);
  }
}

/**
 * How a turn is shown as the shopper's bubble; null where nothing was said (the page opened).
 * @param {Turn} turn
 * @returns {string | null}
 */
export function ownWords(turn) {
  if (turn.text) return turn.text;
  const action = turn.action;
  if (!action || action.verb === "start") return null;
  const args = /** @type {Record<string, string>} */ (action.args ?? {});
  if (action.verb === "address") {
    rememberAddress(args);
    return addressLabel(args);
  }
  if (action.verb === "set_country") return nameOf("region", args.country);
  if (action.verb === "set_currency") return nameOf("currency", args.currency);
  if (action.verb === "set_language") return config.languages[args.language] ?? args.language;
  return labels.get(JSON.stringify(action)) ?? null;
}

/**
 * Opens, moves or closes the address form as the state wants it.
 * @param {any} state
 * @param {any} answer
 * @param {Ways} ways
 */
export async function drawForm(state, answer, ways) {
  const wanted = state.form?.name === "address" ? state.form : null;
  const country = wanted?.country ?? state.destination?.code;
  if (!wanted || !country) {
    closeForm();
    return;
  }
  if (openForm?.dataset.country !== country) {
    closeForm();
    openForm = await addressForm(country, (args, label) => ways.press({ verb: "address", args }, label));
    const filled = openForm;
    thread.append(element("div", { class: "turn theirs" }, filled));
  } else if (openForm.parentElement) {
    thread.append(openForm.parentElement);
  }
  const wrong = answer.refused?.data?.field === wanted.field ? answer.replies[0]?.text : "";
  if (openForm) pointAt(openForm, wanted.field, wrong);
  const place = openForm?.parentElement;
  const before = /** @type {HTMLElement | null | undefined} */ (place?.previousElementSibling);
  if (place) thread.scrollTo({ top: (before ?? place).offsetTop - ABOVE });
}

function closeForm() {
  openForm?.parentElement?.remove();
  openForm = null;
}
