/** What was said before this page was loaded: from the shop, or from this tab where the shop keeps none. */

/** @typedef {{turn: import("./turns.js").Turn | null, answer: any}} Said */

const KEY = "tradewind.said";
const MOST = 60;
let kept_by_shop = true;

/** @returns {Promise<Said[]>} oldest first */
export async function saidBefore() {
  const response = await fetch("/api/chat/history", { cache: "no-store" }).catch(() => null);
  const turns = response?.ok ? (await response.json()).turns : [];
  kept_by_shop = turns !== null;
  return turns ?? fromTab();
}

/** @param {Said} said */
export function remember(said) {
  if (kept_by_shop) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...fromTab(), said].slice(-MOST)));
  } catch {
    // a full or forbidden store costs the history after a reload, nothing else
  }
}

/** @returns {Said[]} */
function fromTab() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}
