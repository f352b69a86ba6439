/** The receipt: what each part of the total is, how certain it is, and why it is there. */

import { actionButtons } from "./blocks.js";
import { element } from "../page/element.js";
import { linked } from "../page/links.js";
import { say } from "./spoken.js";

const LONGEST_FIGURE = 20;

/** @typedef {import("./blocks.js").Ways} Ways */

/** @param {any} block @param {Ways} ways */
export function receiptSheet(block, ways) {
  const rows = block.lines.flatMap((/** @type {any} */ line) => receiptRows(line, block, ways));
  return element("section", { class: "sheet receipt" },
    element("table", {},
      element("caption", {}, say("receipt.title")),
      element("thead", { class: "unseen" }, element("tr", {},
        element("th", { scope: "col" }, say("receipt.part")),
        element("th", { scope: "col" }, say("receipt.amount")),
        element("th", { scope: "col" }, say("receipt.why")))),
      element("tbody", {}, ...rows),
      element("tfoot", {}, element("tr", {},
        element("th", { scope: "row", dir: "auto" }, block.total_label, " ",
          // an unknown part is told by the total's own words
          block.certainty === "estimate" && element("span", { class: "mark" }, say("receipt.estimate"))),
        element("td", { class: `amount ${lengthClass(block.total_text)}`, colspan: 2 }, element("bdi", {}, block.total_text))))),
    actionButtons(block.actions, ways, true));
}

/** @param {any} line @param {any} block @param {Ways} ways */
function receiptRows(line, block, ways) {
  const asked = element("td", { class: "ask" });
  const row = element("tr", {},
    element("th", { scope: "row", dir: "auto" }, line.label),
    element("td", { class: line.amount ? "amount" : "amount words" }, element("bdi", {}, line.amount_text)),
    asked);
  if (!line.why) return [row];
  const words = element("p", { dir: "auto", role: "status" });
  const because = element("tr", { class: "because", hidden: true }, element("td", { colspan: 3 }, words));
  const button = element("button", {
    type: "button", class: "why", "aria-expanded": "false", "aria-label": say("receipt.why_line", { label: line.label }),
    "data-why": JSON.stringify(line.why),
  }, block.why_label || say("receipt.why"));
  button.addEventListener("click", async () => {
    because.hidden = !because.hidden;
    button.setAttribute("aria-expanded", String(!because.hidden));
    if (because.hidden || words.dataset.told) return;
    words.textContent = say("receipt.looking");
    words.dataset.told = "asked";
    const told = await ways.ask(line.why);
    words.replaceChildren(...linked(told || say("chat.failed")));
    if (!told) delete words.dataset.told;
  });
  asked.append(button);
  return [row, because];
}

/**
 * A total may be a sentence ("€49.10 plus the carrier's fee on delivery"): that is set smaller than a figure.
 * @param {string} text
 */
export function lengthClass(text) {
  return text.length > LONGEST_FIGURE ? "sentence" : "figure";
}

/**
 * Puts an explanation that was asked for before the page was loaded back under its line.
 * @param {ParentNode} thread
 * @param {import("./turns.js").Action} action
 * @param {string} text
 * @returns {boolean} whether there was such a line
 */
export function restoreExplanation(thread, action, text) {
  const wanted = JSON.stringify(action);
  const buttons = Array.from(thread.querySelectorAll("button.why"));
  const button = buttons.reverse().find((one) => /** @type {HTMLElement} */ (one).dataset.why === wanted);
  const words = button?.closest("tr")?.nextElementSibling?.querySelector("p");
  if (!words) return false;
  words.replaceChildren(...linked(text));
  words.dataset.told = "asked";
  return true;
}
