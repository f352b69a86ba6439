/** The basket beside the chat: what is in it, one more, one fewer, check out. */

import { element, icon } from "../page/element.js";
import { moneyTexts, say } from "./spoken.js";

/** @typedef {{line: string | number, sku: string, title: string, quantity: number, unit: {minor: number, currency: string}}} Line */
/** @typedef {(action: import("./turns.js").Action, label: string) => void} Press */

/**
 * @param {Line[]} lines
 * @param {Press} press
 */
export function drawBasket(lines, press) {
  const panel = /** @type {HTMLElement} */ (document.getElementById("basket"));
  const button = /** @type {HTMLElement} */ (document.getElementById("basket-button"));
  const count = /** @type {HTMLElement} */ (document.getElementById("basket-count"));
  const items = lines.reduce((sum, line) => sum + line.quantity, 0);
  count.textContent = String(items);
  count.hidden = items === 0;
  button.setAttribute("aria-label", say("basket.open", { count: items }));
  const close = element("button", { type: "button", class: "close", "aria-label": say("basket.close"), onclick: () => openBasket(false) },
    icon("close"));
  panel.replaceChildren(
    element("header", {}, element("h2", {}, say("basket.title")), close),
    ...(items === 0 ? [element("p", { class: "empty" }, say("basket.empty"))] : filled(lines, press)));
}

/** @param {boolean} wanted */
export function openBasket(wanted) {
  const panel = /** @type {HTMLElement} */ (document.getElementById("basket"));
  const button = /** @type {HTMLElement} */ (document.getElementById("basket-button"));
  panel.classList.toggle("open", wanted);
  button.setAttribute("aria-expanded", String(wanted));
  if (wanted) /** @type {HTMLElement | null} */ (panel.querySelector(".close"))?.focus();
  else if (panel.contains(document.activeElement)) button.focus();
}

/** The button and Escape, once for the page. */
export function wireBasket() {
  const panel = /** @type {HTMLElement} */ (document.getElementById("basket"));
  document.getElementById("basket-button")?.addEventListener("click", () => openBasket(!panel.classList.contains("open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") openBasket(false);
  });
  document.addEventListener("click", (event) => {
    const inside = event.composedPath().some((place) => place === panel || /** @type {Element} */ (place).id === "basket-button");
    if (!inside) openBasket(false);
  });
}

/** @param {Line[]} lines @param {Press} press */
function filled(lines, press) {
  const one_currency = lines.every((line) => line.unit.currency === lines[0].unit.currency);
  const minor = lines.reduce((sum, line) => sum + line.unit.minor * line.quantity, 0);
  const money = lines.map((line) => ({ minor: line.unit.minor * line.quantity, currency: line.unit.currency }));
  const amounts = writtenLater([...money, { minor, currency: lines[0].unit.currency }]);
  return [
    element("ul", {}, ...lines.map((line, at) => basketLine(line, amounts[at], press))),
    one_currency && element("p", { class: "sum" }, element("span", {}, say("basket.items")), amounts[lines.length]),
    element("p", { class: "note" }, say("basket.note")),
    element("button", {
      type: "button", class: "button main", onclick: () => {
        openBasket(false);
        press({ verb: "checkout", args: {} }, say("basket.checkout"));
      },
    }, say("basket.checkout")),
  ].filter((part) => part !== false);
}

/**
 * Places for amounts, filled as soon as the shop has written them.
 * @param {{minor: number, currency: string}[]} amounts
 */
function writtenLater(amounts) {
  const places = amounts.map(() => element("bdi"));
  void moneyTexts(amounts).then((texts) => places.forEach((place, at) => place.append(texts[at])));
  return places;
}

/** @param {Line} line @param {HTMLElement} amount @param {Press} press */
function basketLine(line, amount, press) {
  const change = (/** @type {number} */ quantity, /** @type {string} */ label) => () => press(
    quantity > 0 ? { verb: "set_quantity", args: { line: line.line, quantity } } : { verb: "remove", args: { line: line.line } },
    label);
  const title = { title: line.title };
  const fewer = say(line.quantity > 1 ? "basket.fewer" : "basket.remove", title);
  return element("li", {},
    element("span", { class: "title", dir: "auto" }, line.title),
    element("div", { class: "line" },
      element("div", { class: "stepper" },
        element("button", { type: "button", "aria-label": fewer, onclick: change(line.quantity - 1, fewer) }, "−"),
        element("output", {}, String(line.quantity)),
        element("button", {
          type: "button", "aria-label": say("basket.more", title), onclick: change(line.quantity + 1, say("basket.more", title)),
        }, "+")),
      amount));
}
