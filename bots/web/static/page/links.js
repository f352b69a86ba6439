/** Text with its web addresses as links, each shown by the name of its site, whole on hover. */

import { element, safeAddress } from "./element.js";

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
const TRAILING = /[.,;:!?)\]}»”]+$/;

/**
 * @param {string} text
 * @returns {Node[]} together they hold the text; nothing in it becomes markup
 */
export function linked(text) {
  /** @type {Node[]} */
  const parts = [];
  let done = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const written = found[0].replace(TRAILING, "");
    const address = safeAddress(written);
    if (!address) continue;
    parts.push(document.createTextNode(text.slice(done, found.index)), element("a", {
      href: address, target: "_blank", rel: "noopener nofollow", title: written, dir: "ltr",
    }, new URL(address).host));
    done = found.index + written.length;
  }
  parts.push(document.createTextNode(text.slice(done)));
  return parts;
}
