/** The room's words, as the server chose them, and what it knew when the page was drawn. */

/** @typedef {{sku: string, label: string, left: number}} Variant */
/** @typedef {{code: string, title: string, text: string, picture: string | null, alt: string, price_text: string, tag_text: string | null,
 *   left: number, people: number, sku: string | null, variants: Variant[]}} Item */
/** @typedef {{number: number, name: string, text: string, withdrawn: boolean}} Comment */
/** @typedef {{code: string, sku: string, title: string, label: string, held: number, waiting: number, place: number | null,
 *   ends_at: string | null, amount_text: string | null}} Own */
/** @typedef {{status: string, title: string, version: number, pinned: string | null, items: Item[], comments: Comment[], mine: Own[],
 *   total_text: string | null, pay: string | null}} State */

/** @type {{room: string, language: string, words: Record<string, string>, state: State}} */
export const config = JSON.parse(document.body.dataset.config ?? "{}");

/**
 * @param {string} name
 * @param {Record<string, string | number>} [parts] for the places in braces
 */
export function say(name, parts = {}) {
  const found = config.words[name] ?? name;
  return found.replace(/\{(\w+)\}/g, (whole, part) => (part in parts ? String(parts[part]) : whole));
}
