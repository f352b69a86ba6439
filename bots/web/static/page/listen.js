/** Listens to what the shop says unasked, and comes back by itself after any break. */

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * @param {string} address of the event stream
 * @param {{said: (messages: any[]) => void, lost: () => void, back: () => void}} heard `back` after a break: something
 *   may have been missed
 */
export function listen(address, heard) {
  let pause = FIRST_PAUSE_MS;
  let broken = false;

  function open() {
    const source = new EventSource(address);
    source.addEventListener("open", () => {
      pause = FIRST_PAUSE_MS;
      if (broken) heard.back();
      broken = false;
    });
    source.addEventListener("said", (event) => heard.said(JSON.parse(event.data)));
    source.addEventListener("reload", () => heard.back());
    source.addEventListener("error", () => {
      if (!broken) heard.lost();
      broken = true;
      // the browser reconnects by itself unless the server answered with an error
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, pause * (0.75 + Math.random() / 2));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    });
    addEventListener("pagehide", () => source.close(), { once: true });
  }

  open();
}
