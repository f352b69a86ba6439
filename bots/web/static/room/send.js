/** Sends comments and claims one after another; each keeps its id however often it is sent. */

import { config } from "./spoken.js";

/** @typedef {{verb: string, args: Record<string, unknown>}} Action */
/** @typedef {{answer: any} | {failed: "network" | "too_fast" | "refused"}} Outcome */

const PATIENCE_MS = 20_000;
const PAUSES_MS = [600, 2000];
const api = `/api/room/${encodeURIComponent(config.room)}`;

/** The difference between the shop's clock and this machine's, in milliseconds. */
let offset = 0;

export function shopNow() {
  return Date.now() + offset;
}

/** @type {Promise<unknown>} */
let queue = Promise.resolve();

/**
 * @param {{text?: string, action?: Action}} said
 * @param {string} name empty = hidden
 * @returns {Promise<Outcome>}
 */
export function send(said, name) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const outcome = queue.then(() => attempt(JSON.stringify({ id, name, ...said })));
  queue = outcome.catch(() => undefined);
  return outcome;
}

/** @param {string} body @returns {Promise<Outcome>} */
async function attempt(body) {
  for (let tried = 0; ; tried += 1) {
    const response = await fetch(`${api}/turn`, {
      method: "POST", headers: { "content-type": "application/json" }, body, signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    if (response?.ok) return { answer: await response.json() };
    if (response && response.status < 500 && response.status !== 429) return { failed: "refused" };
    if (tried >= PAUSES_MS.length) return { failed: response?.status === 429 ? "too_fast" : "network" };
    await new Promise((done) => setTimeout(done, PAUSES_MS[tried]));
  }
}

/** @returns {Promise<import("./spoken.js").State | null>} the room as it is now */
export async function load() {
  const response = await fetch(api, { cache: "no-store" }).catch(() => null);
  if (!response?.ok) return null;
  const told = Date.parse(response.headers.get("date") ?? "");
  // the header counts whole seconds: half of one is the likeliest rest
  if (!Number.isNaN(told)) offset = told + 500 - Date.now();
  return response.json();
}

export const events = `${api}/events`;
