/** Sends the shopper's turns one after another; a turn keeps its id however often it is sent. */

/** @typedef {{verb: string, args: Record<string, unknown>}} Action */
/** @typedef {{id: string, text?: string, action?: Action}} Turn */
/** @typedef {{answer: any} | {failed: "network" | "too_fast" | "too_long" | "refused", reason: string}} Outcome */

const PATIENCE_MS = 30_000;
const PAUSES_MS = [800, 2500];

/** The difference between the shop's clock and this machine's, in milliseconds. */
let clockOffset = 0;

/** Now, by the shop's clock: invoices expire by it. */
export function shopNow() {
  return Date.now() + clockOffset;
}

/** An id that is never used twice (randomUUID exists on secure pages only). */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @type {Promise<unknown>} */
let queue = Promise.resolve();

/**
 * Sends a turn after those before it. Safe to call again with the same turn: the shop answers each id once.
 * @param {Turn} turn
 * @returns {Promise<Outcome>}
 */
export function send(turn) {
  const outcome = queue.then(() => attempt(turn));
  queue = outcome.catch(() => undefined);
  return outcome;
}

/**
 * @param {Turn} turn
 * @returns {Promise<Outcome>}
 */
async function attempt(turn) {
  for (let tried = 0; ; tried += 1) {
    const response = await post(turn);
    if (response?.ok) return { answer: await response.json() };
    if (response && response.status === 401 && tried === 0) {
      await fetch("/", { cache: "no-store" });
    } else if (response && response.status < 500 && response.status !== 429) {
      return refused(response);
    } else if (tried >= PAUSES_MS.length) {
      return { failed: response?.status === 429 ? "too_fast" : "network", reason: "" };
    } else {
      const asked = Number(response?.headers.get("retry-after")) * 1000;
      await pause(asked > 0 && asked < PATIENCE_MS ? asked : PAUSES_MS[tried]);
    }
  }
}

/** @param {Turn} turn */
async function post(turn) {
  try {
    const response = await fetch("/api/chat/turn", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(turn),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const told = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(told)) clockOffset = told - Date.now();
    return response;
  } catch {
    return null;
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Outcome>}
 */
async function refused(response) {
  if (response.status === 413) return { failed: "too_long", reason: "" };
  const body = await response.json().catch(() => null);
  return { failed: "refused", reason: body?.error?.message ?? String(response.status) };
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
