/** The address form of the destination: all fields at once, while the shop would also take them one by one. */

import { element } from "../page/element.js";
import { currentLanguage, nameOf, say } from "./spoken.js";

/** @typedef {{field: string, label: string, required: boolean, autocomplete: string, wide: boolean, example: string,
 *   choices: [string, string][]}} Field */

/** What the shopper gave before, so that nobody writes an address twice. @type {Record<string, string>} */
let given = {};

/** @param {Record<string, unknown>} args of an address sent, now or before this page was loaded */
export function rememberAddress(args) {
  given = { ...given, .../** @type {Record<string, string>} */ (args) };
}

/**
 * @param {string} country
 * @param {(args: Record<string, string>, label: string) => void} use what to do with a filled form
 * @returns {Promise<HTMLElement>}
 */
export async function addressForm(country, use) {
  const fields = await fieldsOf(country);
  if (!fields) return element("p", { class: "notice" }, say("address.unavailable"));
  const form = /** @type {HTMLFormElement} */ (element("form", {
    class: "sheet address-form", novalidate: true, "data-country": country,
    "aria-label": say("address.title", { country: nameOf("region", country) }),
  },
  element("header", {}, element("h3", {}, say("address.title", { country: nameOf("region", country) }))),
  element("div", { class: "fields" }, ...fields.map(drawField)),
  element("button", { type: "submit", class: "button main" }, say("address.send"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!complete(form)) return;
    /** @type {Record<string, string>} */
    const args = {};
    for (const [name, value] of new FormData(form)) {
      if (String(value).trim()) args[name] = String(value).trim();
    }
    const whole = { ...args, country_code: country };
    rememberAddress(whole);
    use(whole, addressLabel(args));
  });
  return form;
}

/**
 * How an address is shown as the shopper's own message.
 * @param {Record<string, unknown>} args
 */
export function addressLabel(args) {
  return Object.entries(args).filter(([name]) => name !== "country_code").map(([, value]) => value).join("\n");
}

/**
 * Shows which field the shop asks for now, and what it found wrong with it.
 * @param {HTMLElement} form
 * @param {string} field
 * @param {string} [wrong]
 */
export function pointAt(form, field, wrong = "") {
  for (const place of form.querySelectorAll(".field")) {
    const is_it = /** @type {HTMLElement} */ (place).dataset.field === field;
    place.classList.toggle("wanted", is_it && !wrong);
    if (is_it && wrong) mark(/** @type {HTMLElement} */ (place), wrong);
  }
}

/** @param {string} country @returns {Promise<Field[] | null>} */
async function fieldsOf(country) {
  const query = new URLSearchParams({ country, language: currentLanguage() });
  const response = await fetch(`/api/chat/address-form?${query}`).catch(() => null);
  return response?.ok ? (await response.json()).fields : null;
}

/** @param {Field} field */
function drawField(field) {
  const id = `address-${field.field}`;
  const shared = { id, name: field.field, autocomplete: field.autocomplete, required: field.required, "aria-describedby": `${id}-error` };
  const input = field.choices.length > 0
    ? element("select", shared, element("option", { value: "" }, say("address.choose")),
      ...field.choices.map(([value, label]) => element("option", { value }, label)))
    : element("input", {
      ...shared, dir: "auto", placeholder: field.example || " ", maxlength: 200,
      type: field.field === "phone" ? "tel" : field.field === "email" ? "email" : "text",
    });
  const place = element("div", { class: field.wide ? "field wide" : "field", "data-field": field.field },
    element("label", { for: id }, field.label, !field.required && element("small", {}, ` · ${say("address.optional")}`)),
    input, element("p", { class: "error", id: `${id}-error`, hidden: true }));
  const before = given[field.field];
  if (before) /** @type {HTMLInputElement} */ (input).value = before;
  input.addEventListener("input", () => mark(place, ""));
  return place;
}

/** @param {HTMLFormElement} form whether every required field holds something; points at the first that does not */
function complete(form) {
  /** @type {HTMLElement | null} */
  let first = null;
  for (const input of form.querySelectorAll("input, select")) {
    const field = /** @type {HTMLInputElement} */ (input);
    const place = /** @type {HTMLElement} */ (field.closest(".field"));
    const lacking = field.required && !field.value.trim();
    mark(place, lacking ? say("address.required") : "");
    if (lacking) first ??= field;
  }
  first?.focus();
  return first === null;
}

/** @param {HTMLElement} place @param {string} wrong */
function mark(place, wrong) {
  const error = /** @type {HTMLElement} */ (place.querySelector(".error"));
  const input = /** @type {HTMLElement} */ (place.querySelector("input, select"));
  error.textContent = wrong;
  error.hidden = !wrong;
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
