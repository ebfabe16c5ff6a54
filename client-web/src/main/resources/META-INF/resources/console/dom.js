/** @typedef {Node | string | number | null | undefined | false} Child what is not there is left out */

/**
 * Makes an element. An attribute that is `true` is there without a value, and one that is false or
 * undefined is not; `on` members listen.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, unknown>} [attributes]
 * @param {(Child | Child[])[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (typeof value === "function") {
      made.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    } else made.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : String(child));
  }
  return made;
}

/**
 * A labelled control.
 *
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  control.id ||= `field-${label.toLowerCase().replaceAll(/\W+/g, "-")}`;
  if (hint) control.setAttribute("aria-describedby", `${control.id}-hint`);
  return h(
    "div",
    { class: "field" },
    h("label", { for: control.id }, label),
    control,
    hint && h("p", { class: "hint", id: `${control.id}-hint` }, hint),
  );
}

/**
 * A table with a caption for those who can't see what is around it.
 *
 * @param {string} caption
 * @param {string[]} columns
 * @param {Child[][]} rows
 * @param {string} nothing what to say instead of a table without rows
 */
export function table(caption, columns, rows, nothing) {
  if (rows.length === 0) return h("p", { class: "nothing" }, nothing);
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { class: "hidden" }, caption),
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column)))),
      h(
        "tbody",
        {},
        rows.map((cells) =>
          h(
            "tr",
            {},
            cells.map((cell, index) => h("td", { "data-column": columns[index] }, cell)),
          ),
        ),
      ),
    ),
  );
}

/**
 * A section with a heading.
 *
 * @param {string} title
 * @param {(Child | Child[])[]} children
 */
export function card(title, ...children) {
  return h("section", { class: "card" }, h("h2", {}, title), ...children);
}

/**
 * A figure.
 *
 * @param {string} name
 * @param {Child} value
 */
export function tile(name, value) {
  return h("div", { class: "tile" }, h("dt", {}, name), h("dd", {}, value));
}

/**
 * Reads and shows, as often as it is called; an answer that others overtook is not shown.
 *
 * @template T
 * @param {() => Promise<T>} read
 * @param {(answer: T) => void} show
 */
export function latest(read, show) {
  let calls = 0;
  return async () => {
    const call = ++calls;
    const answer = await read();
    if (call === calls) show(answer);
  };
}

/** @param {number} value */
export function count(value) {
  return value.toLocaleString("en");
}

/** @param {string | undefined} time ISO 8601 */
export function when(time) {
  if (!time) return "";
  const date = new Date(time);
  const text = date.toLocaleString("en", { dateStyle: "medium", timeStyle: "medium" });
  return h("time", { datetime: time }, text);
}

/** @param {string} origin of a push service; nearly all are https */
export function host(origin) {
  return origin.replace(/^https:\/\//, "");
}
