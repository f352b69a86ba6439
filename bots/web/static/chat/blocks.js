/** Draws the blocks of a reply (contract: reply), each as what it is. */

import { element, icon, safeAddress } from "../page/element.js";
import { linked } from "../page/links.js";
import { invoiceSheet } from "./invoice.js";
import { orderSheet } from "./order.js";
import { receiptSheet } from "./receipt.js";
import { say } from "./spoken.js";

/** A fact is a label, unless it is long or ends like a sentence (a Chinese one is short). */
const SENTENCE = /^.{37,}$|[.!?。！？؟]$/su;

/** @typedef {import("./turns.js").Action} Action */
/** @typedef {{label: string, action: Action}} Button */
/** @typedef {{press: (action: Action, label: string) => void, ask: (action: Action) => Promise<string>}} Ways */

/**
 * @param {any[]} blocks
 * @param {Ways} ways what a pressed button does
 * @returns {Node[]}
 */
export function drawBlocks(blocks, ways) {
  /** @type {Node[]} */
  const drawn = [];
  for (let at = 0; at < blocks.length; at += 1) {
    if (blocks[at].type === "product") {
      const start = at;
      while (blocks[at + 1]?.type === "product") at += 1;
      drawn.push(productCards(blocks.slice(start, at + 1), ways));
    } else {
      const one = DRAWN_BY[blocks[at].type]?.(blocks[at], ways);
      if (one) drawn.push(one);
    }
  }
  return drawn;
}

/**
 * @param {Button[]} buttons
 * @param {Ways} ways
 * @param {boolean} [first_is_main]
 */
export function actionButtons(buttons, ways, first_is_main = false) {
  if (!buttons?.length) return null;
  return element("div", { class: "actions" }, ...buttons.map((button, at) => element("button", {
    type: "button", class: first_is_main && at === 0 ? "button main" : "button",
    onclick: () => ways.press(button.action, button.label),
  }, element("bdi", {}, button.label))));
}

/** @param {any[]} products @param {Ways} ways */
function productCards(products, ways) {
  const cards = products.map((product) => element("article", { class: "card", "aria-label": product.title },
    shot(product),
    element("div", { class: "body" },
      element("h3", { dir: "auto" }, product.title),
      element("p", { class: "price" }, element("bdi", {}, product.price_text)),
      product.facts.length > 0 && element("ul", { class: "facts" },
        ...product.facts.map((/** @type {string} */ fact) => element("li", {
          class: SENTENCE.test(fact) ? "long" : "", dir: "auto",
        }, fact))),
      actionButtons(product.actions, ways, true))));
  return element("div", { class: products.length === 1 ? "cards single" : "cards" }, ...cards);
}

/** @param {any} product */
function shot(product) {
  const missing = () => element("div", { class: "shot missing", role: "img", "aria-label": product.alt || product.title },
    icon("box"));
  const address = safeAddress(product.picture);
  if (!address) return missing();
  const picture = element("img", {
    class: "shot", src: address, alt: product.alt || product.title, loading: "lazy", decoding: "async",
    width: 400, height: 300,
  });
  picture.addEventListener("error", () => picture.replaceWith(missing()), { once: true });
  return picture;
}

/** @type {Record<string, (block: any, ways: Ways) => Node | null>} */
const DRAWN_BY = {
  text: (block) => element("div", { class: "bubble", dir: "auto" }, ...linked(block.text)),
  choices: (block, ways) => element("div", { class: "choices" },
    block.prompt && element("div", { class: "bubble", dir: "auto" }, block.prompt),
    actionButtons(block.actions, ways)),
  receipt: receiptSheet,
  invoice: invoiceSheet,
  order: orderSheet,
  document: (block) => {
    const address = safeAddress(block.url);
    return address && element("a", { class: "button paper", href: address, target: "_blank", rel: "noopener" },
      icon("file"), element("bdi", {}, say("document.open", { name: block.name })));
  },
  picture: (block) => {
    const address = safeAddress(block.url);
    return address && element("figure", { class: "picture" }, element("img", { src: address, alt: block.alt, loading: "lazy" }));
  },
  progress: (block) => element("p", { class: "working", dir: "auto" }, block.label),
};
