/** What the viewer has: units with the time they are kept, places in line, and the ways to pay or give back. */

import { element, icon } from "../page/element.js";
import { shopNow } from "./send.js";
import { config, say } from "./spoken.js";

const panel = /** @type {HTMLElement} */ (document.getElementById("mine"));

/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

/**
 * @param {import("./spoken.js").State} state
 * @param {(sku: string) => void} giveBack
 * @param {() => void} over called when a hold's time is up
 */
export function drawMine(state, giveBack, over) {
  clearInterval(ticking);
  panel.hidden = state.mine.length === 0 && state.status !== "open";
  const list = element("ul", {}, ...state.mine.map((own) => row(own, giveBack)));
  panel.replaceChildren(
    element("h2", {}, say("mine")),
    ...(state.mine.length ? [list] : [element("p", { class: "quiet" }, say("empty"))]),
    ...(state.total_text ? [ways(state)] : []));
  if (state.mine.some((own) => own.ends_at)) {
    ticking = setInterval(() => tick(over), 1000);
    tick(over);
  }
}

/** @param {import("./spoken.js").Own} own @param {(sku: string) => void} giveBack */
function row(own, giveBack) {
  return element("li", {},
    element("div", { class: "what" },
      element("strong", { dir: "auto" }, own.held ? `${own.held} × ${own.title}` : own.title),
      own.label && element("small", { dir: "auto" }, own.label),
      own.waiting > 0 && element("span", { class: "line" }, say("place", { place: own.place ?? "" }), " · ", say("waiting", { count: own.waiting })),
      own.ends_at && element("span", { class: "timer", role: "timer", "aria-live": "off", "data-until": own.ends_at },
        icon("clock"), element("span", {}, say("kept")), element("b", {}))),
    own.amount_text && element("bdi", { class: "amount" }, own.amount_text),
    element("button", { type: "button", class: "back", "aria-label": `${say("back")}: ${own.title}`, title: say("back"), onclick: () => giveBack(own.sku) },
      icon("close")));
}

/** @param {import("./spoken.js").State} state */
function ways(state) {
  const pay = element("form", { method: "post", action: `/room/${encodeURIComponent(config.room)}/checkout` },
    element("button", { type: "submit", class: "button main" }, say("checkout"), " · ", element("bdi", {}, state.total_text ?? "")));
  const copied = element("p", { class: "quiet", role: "status", hidden: true }, say("copied"));
  const link = state.pay && element("a", {
    class: "button", href: state.pay, onclick: (/** @type {Event} */ event) => {
      if (!navigator.clipboard) return;
      event.preventDefault();
      void navigator.clipboard.writeText(new URL(/** @type {string} */ (state.pay), location.href).href).then(() => { copied.hidden = false; },
        () => location.assign(/** @type {string} */ (state.pay)));
    },
  }, say("elsewhere"));
  return element("div", { class: "ways" }, pay, link, copied);
}

/** @param {() => void} over */
function tick(over) {
  for (const place of panel.querySelectorAll("[data-until]")) {
    const until = Date.parse(/** @type {HTMLElement} */ (place).dataset.until ?? "");
    const seconds = Math.max(0, Math.floor((until - shopNow()) / 1000));
    const text = /** @type {HTMLElement} */ (place.querySelector("b"));
    text.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    place.classList.toggle("soon", seconds < 120);
    if (seconds === 0) {
      clearInterval(ticking);
      setTimeout(over, 1500);
    }
  }
}
