/** The host's keys: a digit pins the item it stands on, a slash goes to the field that adds one. */

export function hostKeys() {
  if (!document.querySelector("[data-room]")) return;
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const place = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${CSS.escape(event.key)}"]`));
    if (!place) return;
    event.preventDefault();
    if (place instanceof HTMLButtonElement) place.click();
    else place.focus();
  });
}
