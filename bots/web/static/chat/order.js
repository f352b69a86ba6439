/** The order: how far it is, what is in it, and where the parcel was last seen. */

import { actionButtons } from "./blocks.js";
import { element, icon } from "../page/element.js";
import { say, timeText } from "./spoken.js";

const TELLS_TIME = /\d{1,2}[:.]\d{2}/;
const STOPPED = new Set(["cancelled", "expired"]);
export const PAID = new Set(["captured", "partly_refunded", "refunded"]);
const SHIPPED = new Set(["handed_over", "delivered", "returned"]);

/** @param {any} block @param {import("./blocks.js").Ways} ways */
export function orderSheet(block, ways) {
  const stopped = STOPPED.has(block.order);
  return element("section", { class: "sheet order", "aria-label": say("order.title", { code: block.code }) },
    element("header", {},
      element("h3", { class: "code", dir: "auto" }, block.title),
      element("span", { class: stopped ? "status stopped" : "status", dir: "auto" }, block.status_text)),
    !stopped && stages(block),
    element("ul", { class: "lines" },
      ...block.lines.map((/** @type {any} */ line) => element("li", {},
        element("bdi", {}, `${line.quantity} × ${line.title}`), element("span", {}, element("bdi", {}, line.amount_text)))),
      element("li", { class: "sum" }, element("bdi", {}, block.total_text))),
    block.tracking?.length > 0 && tracking(block.tracking),
    actionButtons(block.actions, ways));
}

/** @param {any} block */
function stages(block) {
  const reached = [
    ["order.placed", block.order !== "draft"],
    ["order.paid", PAID.has(block.payment)],
    ["order.shipped", SHIPPED.has(block.fulfilment)],
    ["order.delivered", block.fulfilment === "delivered"],
  ];
  return element("ol", { class: "stages" }, ...reached.map(([name, done]) => element("li", {
    class: done ? "done" : "", "aria-current": done ? "true" : "false",
  }, element("span", { class: "dot" }, icon("check")), say(String(name)))));
}

/** @param {any[]} steps oldest first; shown newest first */
function tracking(steps) {
  const newest_first = [...steps].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return element("div", { class: "tracking" },
    element("h4", {}, say("order.tracking")),
    element("ol", {}, ...newest_first.map((step) => element("li", {}, element("bdi", {}, step.text), whereAndWhen(step)))));
}

/** @param {any} step place and time, without the time where the step's own words tell it */
function whereAndWhen(step) {
  const told = TELLS_TIME.test(step.text);
  return element("small", {}, !told && element("time", { datetime: step.at }, timeText(step.at)),
    !told && step.place && " · ", step.place && element("bdi", {}, step.place));
}
