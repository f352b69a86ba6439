/** The live room: joins the stage, the stream, one's own claims, and what the room and the shop say. */

import { element, icon } from "../page/element.js";
import { listen } from "../page/listen.js";
import { drawMine } from "./mine.js";
import { events, load, send } from "./send.js";
import { config, say } from "./spoken.js";
import { drawStage, hint } from "./stage.js";
import { addToStream, clearStream, wireStream } from "./stream.js";

const composer = /** @type {HTMLFormElement} */ (document.getElementById("composer"));
const message = /** @type {HTMLInputElement} */ (document.getElementById("message"));
const name = /** @type {HTMLInputElement} */ (document.getElementById("name"));
const hide = /** @type {HTMLInputElement} */ (document.getElementById("hide"));
const notice = /** @type {HTMLElement} */ (document.getElementById("notice"));
const told = /** @type {HTMLElement} */ (document.getElementById("told"));
const title = /** @type {HTMLElement} */ (document.getElementById("title"));
const badge = /** @type {HTMLElement} */ (document.getElementById("badge"));
const TOLD_MS = 14_000;
const NAME_KEY = "tradewind.name";

let state = config.state;
let loading = false;
let again = false;

/** Answers already told: one may come both as a reply and unasked. */
const heard = new Set();

/** @param {string} code @param {string} sku @param {number} quantity */
function claim(code, sku, quantity) {
  void say_({ action: { verb: "claim", args: { items: [{ sku: sku || code, quantity }] } } });
}

/** @param {string} sku */
function giveBack(sku) {
  void say_({ action: { verb: "release", args: { items: [{ sku }] } } });
}

/** @param {{text?: string, action?: import("./send.js").Action}} said */
async function say_(said) {
  const outcome = await send(said, hide.checked ? "" : name.value.trim());
  if ("failed" in outcome) {
    showNotice(say(outcome.failed === "too_fast" ? "too_fast" : "failed"));
    return false;
  }
  hear(outcome.answer);
  return true;
}

/** Tells the viewer what became of a claim, with its buttons; comments that claimed nothing are not answered. @param {any} answer */
function hear(answer) {
  if (heard.has(answer.id)) return;
  heard.add(answer.id);
  for (const reply of answer.replies) {
    if (reply.audience !== "buyer") continue;
    const card = element("div", { class: answer.refused ? "word wrong" : "word", dir: answer.direction },
      ...reply.blocks.flatMap((/** @type {any} */ block) => [
        element("p", {}, block.prompt ?? block.text ?? ""),
        block.actions?.length ? element("div", { class: "ways" }, ...block.actions.map(way)) : null,
      ]),
      element("button", { type: "button", class: "close", "aria-label": say("close"), onclick: () => card.remove() }, icon("close")));
    told.replaceChildren(card);
    const asks = reply.blocks.some((/** @type {any} */ block) => block.actions?.some((/** @type {any} */ each) => each.action.verb === "claim"));
    if (!asks) setTimeout(() => card.remove(), TOLD_MS);
  }
  void reload();
}

/** @param {{label: string, action: import("./send.js").Action}} each */
function way(each) {
  if (each.action.verb === "checkout") {
    return element("form", { method: "post", action: `/room/${encodeURIComponent(config.room)}/checkout` },
      element("button", { type: "submit", class: "button main" }, each.label));
  }
  return element("button", {
    type: "button", class: "button", onclick: (/** @type {Event} */ event) => {
      /** @type {HTMLElement} */ (event.currentTarget).closest(".word")?.remove();
      void say_({ action: each.action });
    },
  }, each.label);
}

/** @param {string} text */
function showNotice(text) {
  notice.textContent = text;
  notice.hidden = false;
  setTimeout(() => { notice.hidden = true; }, 5000);
}

/** The room anew; asked for twice meanwhile, it is loaded once more. */
async function reload() {
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  const fresh = await load();
  loading = false;
  if (fresh) {
    if (fresh.title !== state.title || (fresh.comments.length && state.comments.length && fresh.comments[0].number < state.comments[0].number)) clearStream();
    state = fresh;
    draw();
  }
  if (again) {
    again = false;
    void reload();
  }
}

function draw() {
  title.textContent = state.title;
  badge.textContent = say(state.status === "open" ? "live" : state.status === "draft" ? "soon" : "over");
  badge.className = `badge ${state.status}`;
  badge.hidden = state.status === "none";
  drawStage(state, claim);
  drawMine(state, giveBack, () => void reload());
  addToStream(state.comments, []);
  hint(state.pinned);
  composer.classList.toggle("off", state.status !== "open");
}

/** A frame of the room: numbers into what is drawn, comments and news into the stream. @param {any} frame */
function framed(frame) {
  if (frame.status !== state.status || frame.version !== state.version) void reload();
  for (const item of state.items) {
    const now = frame.items[item.code];
    if (!now) continue;
    item.left = now.left;
    item.people = now.people;
    for (const variant of item.variants) variant.left = now.skus[variant.sku] ?? variant.left;
  }
  drawStage(state, claim);
  addToStream(frame.comments, frame.lines[config.language] ?? frame.lines.en ?? []);
  if (state.mine.some((own) => own.waiting)) void reload();
}

function wireComposer() {
  name.value = localStorage.getItem(NAME_KEY) ?? "";
  hide.checked = localStorage.getItem(`${NAME_KEY}.hidden`) === "yes";
  name.disabled = hide.checked;
  name.addEventListener("change", () => localStorage.setItem(NAME_KEY, name.value.trim()));
  hide.addEventListener("change", () => {
    localStorage.setItem(`${NAME_KEY}.hidden`, hide.checked ? "yes" : "no");
    name.disabled = hide.checked;
  });
  composer.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = message.value.trim();
    if (!text) return;
    message.value = "";
    if (!(await say_({ text })) && !message.value) message.value = text;
  });
}

wireComposer();
wireStream();
draw();
listen(events, {
  said: (messages) => {
    for (const each of messages) {
      if (each.replies) hear(each);
      else framed(each);
    }
  },
  lost: () => {
    notice.textContent = say("offline");
    notice.hidden = false;
  },
  back: () => {
    notice.hidden = true;
    void reload();
  },
});
void reload();
