/** Prices and stock changed in place: saved without leaving the table, told what is wrong beside the field. */

/** @param {ParentNode} part */
export function editInPlace(part) {
  for (const form of part.querySelectorAll("form[data-inline]")) wire(/** @type {HTMLFormElement} */ (form));
}

/** @param {HTMLFormElement} form */
function wire(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[data-saved]"));
  const said = /** @type {HTMLElement} */ (form.querySelector(".said"));
  const changed = () => form.classList.toggle("changed", input.value.trim() !== input.dataset.saved);
  input.addEventListener("input", () => {
    changed();
    tell(said, "", false);
    input.removeAttribute("aria-invalid");
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = input.dataset.saved ?? "";
    changed();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await save(form);
    if (answer === null) {
      form.submit();
    } else if (answer.error) {
      input.setAttribute("aria-invalid", "true");
      tell(said, answer.error.message, true);
    } else {
      input.value = answer.value;
      input.dataset.saved = answer.value;
      input.removeAttribute("aria-invalid");
      changed();
      tell(said, answer.message, false);
    }
  });
  changed();
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<any>} the shop's answer; null when it is none, and the form is better sent the plain way
 */
async function save(form) {
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    const response = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
    return await response.json();
  } catch {
    return null;
  }
}

/** @param {HTMLElement} said @param {string} text @param {boolean} wrong */
function tell(said, text, wrong) {
  said.textContent = text;
  said.classList.toggle("wrong", wrong);
}
