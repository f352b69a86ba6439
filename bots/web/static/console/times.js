/** Times in the reader's own zone: the server writes them in UTC. */

/** @param {ParentNode} part */
export function localTimes(part) {
  const language = document.documentElement.lang;
  const base = language.split("-")[0];
  const own = base === language ? navigator.languages.find((one) => one.split("-")[0] === base) ?? language : language;
  const form = new Intl.DateTimeFormat(base === "ar" ? `${own}-u-nu-latn` : own, {
    dateStyle: "medium", timeStyle: "short",
  });
  for (const place of part.querySelectorAll("time[data-local]")) {
    const time = /** @type {HTMLTimeElement} */ (place);
    time.title = time.textContent ?? "";
    time.textContent = form.format(new Date(time.dateTime));
  }
}
