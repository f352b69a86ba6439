/** What the shop believes about the shopper (language, country, currency), each one tap away from correction. */

import { element, icon } from "../page/element.js";
import { config, currentLanguage, nameOf, named, say } from "./spoken.js";

/** @typedef {import("./turns.js").Action} Action */

const UNSURE = new Set(["guess", "ask"]);

/**
 * @param {HTMLElement} place
 * @param {any} state of the reply contract; null before the first answer
 * @param {(action: Action, label: string) => void} press
 */
export function drawChips(place, state, press) {
  const language = state?.language ?? currentLanguage();
  const destination = state?.destination ?? state?.home ?? null;
  const focused = document.activeElement?.closest("#chips select")?.id;
  /** @type {[string, string][]} */
  const languages = Object.entries(config.languages);
  place.replaceChildren(
    chip("language", "globe", languages, language, config.languages[language] ?? nameOf("language", language), false, press),
    chip("country", "pin", named("region", config.countries), destination?.code ?? "",
      destination?.code ? nameOf("region", destination.code) : say("chip.choose"),
      UNSURE.has(destination?.status), press),
    chip("currency", "coin", named("currency", config.currencies), state?.currency ?? "",
      state?.currency ?? say("chip.choose"), false, press),
  );
  if (focused) document.getElementById(focused)?.focus();
}

/**
 * @param {"language" | "country" | "currency"} kind
 * @param {string} picture
 * @param {[string, string][]} choices
 * @param {string} chosen
 * @param {string} shown
 * @param {boolean} unsure
 * @param {(action: Action, label: string) => void} press
 */
function chip(kind, picture, choices, chosen, shown, unsure, press) {
  const label = unsure ? `${say(`chip.${kind}`)} (${say("chip.guess")})` : say(`chip.${kind}`);
  const listed = choices.some(([code]) => code === chosen) ? choices : [[chosen, shown], ...choices];
  const select = /** @type {HTMLSelectElement} */ (element("select", { id: `chip-${kind}`, "aria-label": label },
    ...listed.map(([code, name]) => element("option", { value: code, selected: code === chosen, dir: "auto" },
      kind === "currency" && code ? `${code} · ${name}` : name))));
  select.addEventListener("change", () => {
    if (!select.value) return;
    press({ verb: `set_${kind}`, args: { [kind]: select.value } }, select.selectedOptions[0].text);
  });
  return element("span", { class: unsure ? "chip unsure" : "chip", title: label },
    icon(picture), element("bdi", { class: "value", "aria-hidden": "true" }, unsure && chosen ? say("chip.guessed", { name: shown }) : shown),
    icon("chevron"), select);
}
