/** The stage: the piece the host shows now, large, and the others of the show beside it, each with its claim buttons. */

import { element } from "../page/element.js";
import { config, say } from "./spoken.js";

/** @typedef {import("./spoken.js").Item} Item */
/** @typedef {(code: string, sku: string, quantity: number) => void} Claim */

const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));
const shelf = /** @type {HTMLElement} */ (document.getElementById("shelf"));

/** Which variant the viewer picked, by code: a new frame must not take it away. */
const picked = new Map();

/**
 * @param {import("./spoken.js").State} state
 * @param {Claim} claim
 */
export function drawStage(state, claim) {
  const pinned = state.items.find((item) => item.code === state.pinned);
  if (state.status !== "open") stage.replaceChildren(...quiet(state.status));
  else if (!pinned) stage.replaceChildren(element("p", { class: "quiet" }, say("nothing_pinned")));
  else if (stage.dataset.drawn === signature(pinned)) refresh(stage, pinned);
  else stage.replaceChildren(large(pinned, claim));
  stage.dataset.drawn = pinned ? signature(pinned) : "";
  const others = state.items.filter((item) => item !== pinned);
  const drawn = others.map(signature).join("|");
  if (shelf.dataset.drawn === drawn) others.forEach((item) => refresh(/** @type {HTMLElement} */ (shelf.querySelector(`[data-code="${item.code}"]`)), item));
  else shelf.replaceChildren(...(others.length ? [element("h2", {}, say("shelf")), element("ul", {}, ...others.map((item) => small(item, claim)))] : []));
  shelf.dataset.drawn = drawn;
}

/** @param {string} status */
function quiet(status) {
  const title = status === "closed" ? "closed_title" : status === "draft" ? "soon" : "none_title";
  const text = status === "closed" ? "closed_text" : status === "draft" ? "draft_text" : "none_text";
  return [element("div", { class: "curtain" }, element("h2", {}, say(title)), element("p", { class: "quiet" }, say(text)),
    element("a", { class: "button", href: "/" }, say("chat")))];
}

/** What an item looks like apart from its numbers. @param {Item} item */
function signature(item) {
  return [item.code, item.title, item.price_text, item.tag_text, item.sku, item.variants.map((each) => each.label)].join("·");
}

/** @param {Item} item @param {Claim} claim */
function large(item, claim) {
  const choice = chooser(item);
  return element("article", { class: "pinned", "data-code": item.code },
    picture(item, 800, 600),
    element("div", { class: "about" },
      element("p", { class: "code" }, element("bdi", {}, item.code)),
      element("h2", { dir: "auto" }, item.title),
      element("p", { class: "words", dir: "auto" }, item.text),
      price(item), numbers(item), choice,
      element("div", { class: "ways" }, ...buttons(item, claim),
        element("small", {}, say("say_code", { code: item.code })))));
}

/** @param {Item} item @param {Claim} claim */
function small(item, claim) {
  return element("li", { class: "piece", "data-code": item.code }, picture(item, 200, 200),
    element("div", { class: "about" },
      element("h3", { dir: "auto" }, element("bdi", { class: "code" }, item.code), " ", item.title), price(item), numbers(item)),
    chooser(item), element("div", { class: "ways" }, buttons(item, claim)[0]));
}

/** @param {Item} item @param {number} width @param {number} height */
function picture(item, width, height) {
  return item.picture ? element("img", { src: item.picture, alt: item.alt, width, height })
    : element("span", { class: "missing", "aria-hidden": "true" }, "◇");
}

/** @param {Item} item */
function price(item) {
  return element("p", { class: "price" }, element("strong", {}, element("bdi", {}, item.price_text)),
    item.tag_text && element("span", { class: "instead" }, say("instead", { price: item.tag_text })));
}

/** @param {Item} item */
function numbers(item) {
  const place = element("p", { class: "numbers" }, element("span", { class: "leftover" }), element("span", { class: "people" }));
  fill(place, item);
  return place;
}

/** @param {Element} place @param {Item} item */
function fill(place, item) {
  const left = /** @type {HTMLElement} */ (place.querySelector(".leftover"));
  const people = /** @type {HTMLElement} */ (place.querySelector(".people"));
  left.textContent = item.left ? say("left", { count: item.left }) : say("gone");
  left.classList.toggle("few", item.left > 0 && item.left <= 5);
  left.classList.toggle("none", item.left === 0);
  people.textContent = item.people ? say("people", { count: item.people }) : "";
}

/** @param {Item} item the only variant needs no list */
function chooser(item) {
  if (item.variants.length < 2) return null;
  const chosen = picked.get(item.code) ?? item.sku ?? "";
  const select = /** @type {HTMLSelectElement} */ (element("select", { "aria-label": `${say("variant")} ${item.title}` },
    !item.sku && element("option", { value: "", selected: !chosen }, say("variant")),
    ...item.variants.map((each) => element("option", { value: each.sku, selected: each.sku === chosen, dir: "auto" }, option(each)))));
  select.addEventListener("change", () => {
    picked.set(item.code, select.value);
    const place = select.closest("[data-code]");
    if (place) label(place, item);
  });
  return element("div", { class: "chooser" }, select);
}

/** @param {import("./spoken.js").Variant} variant */
function option(variant) {
  return variant.left ? variant.label : `${variant.label} – ${say("gone")}`;
}

/** @param {Item} item @param {Claim} claim */
function buttons(item, claim) {
  return [1, 2].map((quantity) => element("button", {
    type: "button", class: quantity === 1 ? "button main" : "button", "data-quantity": quantity,
    onclick: (/** @type {Event} */ event) => {
      const place = /** @type {HTMLElement} */ (event.currentTarget).closest("[data-code]");
      claim(item.code, place?.querySelector("select")?.value || item.sku || item.code, quantity);
    },
  }, claimWord(item, quantity, item.left)));
}

/** @param {Item} item @param {number} quantity @param {number} left */
function claimWord(item, quantity, left) {
  return say(left === 0 && quantity === 1 ? "queue" : quantity === 1 ? "claim" : "claim_more");
}

/** The buttons follow what is left of the chosen variant. @param {Element} place @param {Item} item */
function label(place, item) {
  const sku = place.querySelector("select")?.value || item.sku;
  const left = item.variants.find((each) => each.sku === sku)?.left ?? item.left;
  for (const button of place.querySelectorAll("[data-quantity]")) {
    button.textContent = claimWord(item, Number(/** @type {HTMLElement} */ (button).dataset.quantity), left);
  }
}

/** New numbers in what is drawn already: no picture flickers, no list closes. @param {HTMLElement} place @param {Item} item */
function refresh(place, item) {
  const numbersPlace = place.querySelector(".numbers");
  if (numbersPlace) fill(numbersPlace, item);
  place.querySelectorAll("option").forEach((each) => {
    const variant = item.variants.find((one) => one.sku === each.value);
    if (variant) each.textContent = option(variant);
  });
  label(place.querySelector("[data-code]") ?? place, item);
}

/** What a comment field suggests: how the pinned piece is claimed in words. @param {string | null} code */
export function hint(code) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("message"));
  field.placeholder = say("placeholder", { code: code ?? config.state.items[0]?.code ?? "A1" });
}
