/** Builds page elements from data; text is always text, so nothing a stranger wrote becomes markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `onclick` and the like are listeners; true = present, false = absent
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on") && typeof value === "function") {
      made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (value === true) {
      made.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, String(value));
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/**
 * @param {string} name of a symbol in the page's sprite
 * @param {string} [extra] further classes
 */
export function icon(name, extra = "") {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", `icon ${extra}`.trim());
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  picture.append(use);
  return picture;
}

/**
 * An address a link may lead to: https, http or this site; anything else (javascript:, data:) is no address.
 * @param {unknown} url
 * @returns {string | null}
 */
export function safeAddress(url) {
  if (typeof url !== "string" || !url) return null;
  try {
    const found = new URL(url, location.href);
    return found.protocol === "https:" || found.protocol === "http:" ? found.href : null;
  } catch {
    return null;
  }
}
