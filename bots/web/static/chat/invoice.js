/** The invoice: what is to be paid, by when, and the ways to pay. */

import { element, icon, safeAddress } from "../page/element.js";
import { lengthClass } from "./receipt.js";
import { say } from "./spoken.js";
import { shopNow } from "./turns.js";

/** @param {any} block @param {import("./blocks.js").Ways} ways */
export function invoiceSheet(block, ways) {
  const pay = element("div", { class: "pay" }, ...block.pay.map((/** @type {any} */ option, /** @type {number} */ at) =>
    payWay(option, at === 0 ? "button main" : "button", ways)));
  const left = element("strong", {});
  const countdown = element("p", { class: "countdown", role: "timer", "aria-live": "off" },
    icon("clock"), element("span", {}, say("invoice.left")), left);
  const sheet = element("section", { class: "sheet invoice", "data-order": block.order, "aria-label": say("invoice.title", { order: block.order }) },
    element("header", {}, element("h3", { dir: "auto" }, block.title), countdown),
    element("p", { class: `total ${lengthClass(block.total_text)}` }, element("bdi", {}, block.total_text)),
    pay,
    element("p", { class: "until", dir: "auto" }, block.expires_text));
  countDown(sheet, left, countdown, pay, Date.parse(block.expires_at));
  return sheet;
}

/** @param {any} option @param {string} style @param {import("./blocks.js").Ways} ways */
function payWay(option, style, ways) {
  const address = safeAddress(option.url);
  if (address) return element("a", { class: style, href: address, target: "_blank", rel: "noopener" }, option.label);
  return element("button", {
    type: "button", class: style, disabled: !option.action, onclick: () => ways.press(option.action, option.label),
  }, option.label);
}

/**
 * An order that is paid for needs no way to pay any more: its invoices lose theirs.
 * @param {ParentNode} thread
 * @param {string} order
 */
export function closeInvoices(thread, order) {
  for (const sheet of thread.querySelectorAll(".invoice")) {
    if (/** @type {HTMLElement} */ (sheet).dataset.order !== order) continue;
    for (const part of sheet.querySelectorAll(".countdown, .until")) part.remove();
    sheet.querySelector(".pay")?.replaceChildren(element("p", { class: "settled" }, icon("check"), say("order.paid")));
  }
}

/**
 * @param {HTMLElement} sheet
 * @param {HTMLElement} left
 * @param {HTMLElement} countdown
 * @param {HTMLElement} pay
 * @param {number} until
 */
function countDown(sheet, left, countdown, pay, until) {
  const tick = () => {
    if (sheet.isConnected && !countdown.isConnected) {
      clearInterval(timer);
      return;
    }
    const seconds = Math.max(0, Math.round((until - shopNow()) / 1000));
    left.textContent = clockText(seconds);
    countdown.classList.toggle("soon", seconds < 60);
    if (seconds === 0) {
      clearInterval(timer);
      pay.replaceChildren(element("p", { class: "notice", role: "status" }, say("invoice.expired")));
    } else if (sheet.dataset.drawn && !sheet.isConnected) {
      clearInterval(timer);
    }
    if (sheet.isConnected) sheet.dataset.drawn = "yes";
  };
  const timer = setInterval(tick, 1000);
  tick();
}

/** @param {number} seconds */
function clockText(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
