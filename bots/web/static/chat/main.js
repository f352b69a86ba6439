/** The chat page: joins the composer, the thread, the chips, the basket and what the shop says unasked. */

import { drawBasket, wireBasket } from "./basket.js";
import { drawChips } from "./chips.js";
import { listen } from "../page/listen.js";
import { remember, saidBefore } from "./memory.js";
import { restoreExplanation } from "./receipt.js";
import { config, say, setMarket, speak } from "./spoken.js";
import { drawAnswer, drawFailure, drawForm, drawOwn, ownWords, wireThread } from "./thread.js";
import { newId, send } from "./turns.js";

/** @typedef {import("./turns.js").Turn} Turn */

const composer = /** @type {HTMLFormElement} */ (document.getElementById("composer"));
const message = /** @type {HTMLTextAreaElement} */ (document.getElementById("message"));
const typing = /** @type {HTMLElement} */ (document.getElementById("typing"));
const notice = /** @type {HTMLElement} */ (document.getElementById("notice"));
const answering = /** @type {HTMLElement} */ (document.getElementById("answering"));
const chips = /** @type {HTMLElement} */ (document.getElementById("chips"));
const TYPING_AFTER_MS = 250;

/** Answers already drawn: one may come both as a reply and unasked, or again after a break. */
const drawn = new Set();
let waiting = 0;

/** @type {any} */
let state = null;

const ways = {
  /** @param {import("./turns.js").Action} action @param {string} label */
  press: (action, label) => {
    void converse({ id: newId(), action }, label);
  },
  /** @param {import("./turns.js").Action} action */
  ask: async (action) => {
    const turn = { id: newId(), action };
    const outcome = await waitFor(send(turn));
    if (!("answer" in outcome)) return "";
    drawn.add(outcome.answer.id);
    remember({ turn, answer: outcome.answer });
    await settle(outcome.answer);
    return wordsOf(outcome.answer);
  },
};

/** @param {any} answer */
function wordsOf(answer) {
  return answer.replies.map((/** @type {any} */ reply) => reply.text).join("\n\n");
}

/**
 * Shows a turn as said, sends it, shows the answer; a failed one may be sent again as the same turn.
 * @param {Turn} turn
 * @param {string | null} label the shopper's bubble; null = nothing was said
 */
async function converse(turn, label) {
  const own = label === null ? null : drawOwn(label);
  const deliver = async () => {
    const outcome = await waitFor(send(turn));
    if ("answer" in outcome) {
      own?.classList.remove("waiting");
      remember({ turn, answer: outcome.answer });
      await receive(outcome.answer, true);
      return;
    }
    const reason = outcome.failed === "too_fast" ? say("chat.too_fast")
      : outcome.failed === "too_long" ? say("chat.too_long")
        : outcome.failed === "refused" ? say("chat.refused", { reason: outcome.reason }) : "";
    const again = outcome.failed === "network" || outcome.failed === "too_fast" ? () => void deliver() : null;
    drawFailure(own ?? drawOwn("…"), reason, again);
  };
  await deliver();
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>} the same, with the typing sign while it takes
 */
async function waitFor(promise) {
  waiting += 1;
  const timer = setTimeout(() => {
    const text = /** @type {HTMLElement} */ (document.getElementById("typing-text"));
    text.textContent = say("chat.typing", { shop: config.shop });
    typing.hidden = false;
  }, TYPING_AFTER_MS);
  try {
    return await promise;
  } finally {
    waiting -= 1;
    clearTimeout(timer);
    if (waiting === 0) typing.hidden = true;
  }
}

/** @param {any} answer @param {boolean} follow */
async function receive(answer, follow) {
  if (drawn.has(answer.id)) return;
  drawn.add(answer.id);
  // the language first: what is drawn next is labelled in it
  await settle(answer);
  drawAnswer(answer, ways, follow);
  await drawForm(state, answer, ways);
}

/** @param {any} answer the chat is now in the state it tells */
async function settle(answer) {
  state = answer.state;
  await speak(state.language);
  setMarket(state.destination?.code ?? state.home?.code);
  drawChips(chips, state, ways.press);
  drawBasket(state.cart ?? [], ways.press);
  const name = `field.${state.form?.field}`;
  // identity numbers have names of their own, which the question itself says
  answering.hidden = !state.form || say(name) === name;
  answering.textContent = answering.hidden ? "" : say("chat.answering", { field: say(name) });
}

/** What was said before; whatever is there already is not drawn twice. */
async function restore() {
  const before = await saidBefore();
  let last = null;
  for (const { turn, answer } of before) {
    if (drawn.has(answer.id)) continue;
    drawn.add(answer.id);
    last = answer;
    await speak(answer.state.language);
    if (turn?.action?.verb === "why" && restoreExplanation(document, turn.action, wordsOf(answer))) continue;
    const own = turn ? ownWords(turn) : null;
    if (own !== null) drawOwn(own).classList.remove("waiting");
    drawAnswer(answer, ways, true);
  }
  if (last) {
    await settle(last);
    await drawForm(state, last, ways);
  }
  return before.length > 0;
}

function wireComposer() {
  const grow = () => {
    message.style.height = "auto";
    message.style.height = `${Math.min(message.scrollHeight, 152)}px`;
  };
  message.addEventListener("input", grow);
  message.addEventListener("keydown", (event) => {
    // while an input method composes (Chinese, Japanese), Enter chooses a word
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  composer.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = message.value.trim();
    if (!text) return;
    message.value = "";
    grow();
    void converse({ id: newId(), text }, text);
  });
}

async function begin() {
  wireComposer();
  wireThread();
  wireBasket();
  drawChips(chips, null, ways.press);
  drawBasket([], ways.press);
  listen("/api/chat/events", {
    said: (answers) => {
      void answers.reduce((before, answer) => before.then(() => receive(answer, false)), Promise.resolve());
    },
    lost: () => {
      notice.textContent = say("chat.offline");
      notice.hidden = false;
    },
    back: () => {
      notice.hidden = true;
      void restore();
    },
  });
  if (!(await restore())) await converse({ id: newId(), action: { verb: "start", args: {} } }, null);
}

void begin();
