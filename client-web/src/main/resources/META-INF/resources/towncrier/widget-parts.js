const SVG = "http://www.w3.org/2000/svg";
const BELL = "M6 9a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7M10 20a2.2 2.2 0 0 0 4 0";
const CROSS = "M5 5l14 14M19 5L5 19";

/**
 * What the widget is made of. Built without markup in strings, which a page may forbid by Trusted
 * Types.
 */
export function parts() {
  const title = element("h2", "title", { id: "title" });
  const close = element("button", "close", { type: "button" }, icon(CROSS));
  const text = element("p", "text", { id: "text" });
  const steps = element("ol", "steps", {});
  const legend = element("legend", "legend", {});
  const boxes = element("div", "boxes", {});
  const topics = element("fieldset", "topics", {}, legend, boxes);
  const error = element("p", "error", { role: "alert" });
  const status = element("p", "status", { role: "status" });
  const subscribe = element("button", "primary", { type: "button" });
  const later = element("button", "later", { type: "button" });
  const unsubscribe = element("button", "unsubscribe", { type: "button" });
  const bellOpens = { "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": "panel" };
  const bell = element("button", "bell", { type: "button", ...bellOpens }, icon(BELL));
  const panel = element(
    "section",
    "panel",
    { id: "panel", tabindex: "-1", "aria-labelledby": "title", "aria-describedby": "text" },
    element("div", "header", {}, title, close),
    text,
    steps,
    topics,
    error,
    status,
    element("div", "actions", {}, subscribe, later, unsubscribe),
  );
  return {
    bell,
    panel,
    title,
    close,
    text,
    steps,
    legend,
    boxes,
    topics,
    error,
    status,
    subscribe,
    later,
    unsubscribe,
  };
}

/**
 * A topic to choose.
 *
 * @param {import("./towncrier.d.ts").Topic} topic
 */
export function choice({ id, name }) {
  const box = element("input", "topic", { type: "checkbox", name: "topic", value: id });
  return element("label", "label", {}, box, name);
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} part its class, and what `::part()` calls it
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(name, part, attributes, ...children) {
  const made = document.createElement(name);
  made.className = part;
  made.setAttribute("part", part);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {string} path */
function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
