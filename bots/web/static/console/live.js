/** What happens to orders appears by itself: a short notice, and the page's live sections drawn anew by the server. */

import { element, icon } from "../page/element.js";
import { listen } from "../page/listen.js";

const NOTICE_MS = 12_000;
const MOST_NOTICES = 4;
const OF_A_ROOM = new Set(["comments_taken", "claims_changed", "comment_withdrawn", "show_changed"]);
const atDesk = document.querySelector("[data-room]") !== null;
const toasts = /** @type {HTMLElement | null} */ (document.getElementById("toasts"));

/** @param {(section: Element) => void} drawn called for every section drawn anew */
export function goLive(drawn) {
  if (!toasts) return;
  /** @type {HTMLElement | null} */
  let lost = null;
  listen("/console/events", {
    said: (messages) => {
      for (const message of messages.slice(-MOST_NOTICES)) notice(message);
      // a room says something several times a second, and only the host's desk shows it
      if (atDesk || messages.some((message) => !OF_A_ROOM.has(message.kind))) void refresh(drawn);
    },
    lost: () => {
      lost ??= toast(element("span", {}, toasts.dataset.lost ?? ""));
    },
    back: () => {
      lost?.remove();
      lost = null;
      void refresh(drawn);
    },
  });
}

/** @param {{kind?: string, data?: {code?: string, country?: string}}} message */
function notice({ kind, data }) {
  const words = toasts?.getAttribute(`data-${String(kind).replaceAll("_", "-")}`);
  if (!words || !data?.code) return;
  const text = words.replace("{code}", data.code).replace("{country}", countryName(data.country ?? ""));
  const shown = toast(element("a", { href: `/console/orders/${encodeURIComponent(data.code)}` }, text));
  setTimeout(() => shown.remove(), NOTICE_MS);
}

/** @param {Node} content */
function toast(content) {
  const shown = element("div", { class: "toast" }, content, element("button", {
    type: "button", "aria-label": toasts?.dataset.close ?? "", onclick: () => shown.remove(),
  }, icon("close")));
  toasts?.append(shown);
  while (toasts && toasts.children.length > MOST_NOTICES) toasts.firstElementChild?.remove();
  return shown;
}

/** @param {string} code */
function countryName(code) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/**
 * Fetches this page again and puts its live sections in place of the old ones, but for one somebody is typing in.
 * @param {(section: Element) => void} drawn
 */
async function refresh(drawn) {
  const fresh = await pageAgain();
  if (!fresh) return;
  for (const old of document.querySelectorAll("[data-live]")) {
    const found = fresh.getElementById(old.id);
    if (!found || old.contains(document.activeElement) || old.querySelector("details[open]")) continue;
    const section = document.importNode(found, true);
    drawn(section);
    old.replaceWith(section);
  }
}

/**
 * The same page as the server draws it now. A request for a document parses without running or building markup by hand.
 * @returns {Promise<Document | null>}
 */
function pageAgain() {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.pathname + location.search);
    request.responseType = "document";
    request.addEventListener("load", () => done(request.status === 200 ? request.responseXML : null));
    request.addEventListener("error", () => done(null));
    request.send();
  });
}
