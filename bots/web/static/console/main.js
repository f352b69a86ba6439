/** The console's pages: live sections, editing in place, times in the reader's own zone. */

import { hostKeys } from "./host.js";
import { editInPlace } from "./inline.js";
import { goLive } from "./live.js";
import { localTimes } from "./times.js";

document.documentElement.classList.add("scripted");
localTimes(document);
editInPlace(document);
goLive((section) => {
  localTimes(section);
  editInPlace(section);
});
hostKeys();

for (const select of document.querySelectorAll("select[data-submits]")) {
  select.addEventListener("change", () => /** @type {HTMLSelectElement} */ (select).form?.requestSubmit());
}
for (const input of document.querySelectorAll("input[data-picks]")) {
  input.addEventListener("input", () => {
    const field = /** @type {HTMLInputElement} */ (input);
    const wanted = /** @type {HTMLInputElement | null | undefined} */ (
      field.form?.querySelector(`input[type="radio"][value="${field.dataset.picks}"]`));
    if (wanted) wanted.checked = true;
  });
}
