/** The page's language: its words, its direction, the names of countries and currencies, money and time in it. */

/** @typedef {{language: string, words: Record<string, string>, languages: Record<string, string>, countries: string[],
 *   currencies: string[], shop: string}} Config */

/** @type {Config} */
export const config = JSON.parse(document.body.dataset.config ?? "{}");

let language = config.language;
let words = config.words;
let market = "";

export function currentLanguage() {
  return language;
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} [parts] for the places in braces
 */
export function say(name, parts = {}) {
  const found = words[name] ?? name;
  return found.replace(/\{(\w+)\}/g, (whole, part) => (part in parts ? String(parts[part]) : whole));
}

/** Puts the words of the page's fixed parts in place. */
function relabel() {
  for (const place of document.querySelectorAll("[data-word]")) {
    place.textContent = say(/** @type {HTMLElement} */ (place).dataset.word ?? "");
  }
  for (const place of document.querySelectorAll("[data-word-label]")) {
    place.setAttribute("aria-label", say(/** @type {HTMLElement} */ (place).dataset.wordLabel ?? ""));
  }
  for (const place of document.querySelectorAll("[data-word-placeholder]")) {
    place.setAttribute("placeholder", say(/** @type {HTMLElement} */ (place).dataset.wordPlaceholder ?? ""));
  }
}

/**
 * Follows the conversation into another language.
 * @param {string} wanted
 * @returns {Promise<boolean>} whether the page's words changed
 */
export async function speak(wanted) {
  if (!wanted || wanted === language) return false;
  const response = await fetch(`/api/chat/words?language=${encodeURIComponent(wanted)}`).catch(() => null);
  if (!response?.ok) return false;
  const found = await response.json();
  language = wanted;
  words = found.words;
  document.documentElement.lang = wanted;
  document.documentElement.dir = found.direction;
  relabel();
  return true;
}

/** The reader's own variant of the language, with the digits of the shop's own texts: CLDR's Arabic would bring others. */
function locale() {
  const base = language.split("-")[0];
  const own = base === language ? navigator.languages.find((one) => one.split("-")[0] === base) : undefined;
  return base === "ar" ? `${own ?? language}-u-nu-latn` : own ?? language;
}

/** @param {string | null | undefined} country where the parcel goes, as the conversation has it */
export function setMarket(country) {
  market = country && /^[A-Z]{2}$/.test(country) ? country : "";
}

/**
 * @param {"region" | "currency" | "language"} kind
 * @param {string} code
 */
export function nameOf(kind, code) {
  try {
    return new Intl.DisplayNames([locale()], { type: kind }).of(code) ?? code;
  } catch {
    return code;
  }
}

/**
 * Codes with their names, in the order in which readers of the language look for them.
 * @param {"region" | "currency"} kind
 * @param {string[]} codes
 * @returns {[string, string][]}
 */
export function named(kind, codes) {
  const order = new Intl.Collator(locale());
  /** @type {[string, string][]} */
  const pairs = codes.map((code) => [code, nameOf(kind, code)]);
  return pairs.sort((one, other) => order.compare(one[1], other[1]));
}

/** Texts of amounts already asked for, by what was asked. */
const texts = new Map();

/**
 * Amounts as the shop writes them in this language and market.
 * @param {{minor: number, currency: string}[]} amounts
 * @returns {Promise<string[]>} empty texts where the shop cannot be reached
 */
export async function moneyTexts(amounts) {
  const asked = amounts.map((money) => `${money.minor}${money.currency}`).join(",");
  const query = new URLSearchParams({ language, country: market, amounts: asked }).toString();
  if (!texts.has(query)) {
    const response = await fetch(`/api/chat/money?${query}`).catch(() => null);
    if (!response?.ok) return amounts.map(() => "");
    texts.set(query, (await response.json()).texts);
  }
  return texts.get(query);
}

/** @param {string} at an ISO time */
export function timeText(at) {
  const form = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
  return form.format(new Date(at));
}
