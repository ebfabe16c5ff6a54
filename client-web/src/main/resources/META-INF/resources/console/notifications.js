import { card, count, h, when } from "./dom.js";

/**
 * The newest notifications, live.
 *
 * @param {import("./console.js").Context} context
 */
export function notifications({ application, live, signal, perform }) {
  const list = h("ol", { class: "notifications" });
  /** @type {Map<string, {text: string, element: HTMLElement}>} by id; the text is of what it shows */
  const shown = new Map();

  const act = (/** @type {string} */ id, /** @type {string} */ verb) =>
    perform(() => application.send("POST", `/notifications/${encodeURIComponent(id)}/${verb}`));

  const draw = () => {
    const newest = [...live.notifications.values()].toSorted((one, other) =>
      other.acceptedAt.localeCompare(one.acceptedAt),
    );
    newest.forEach((notification, index) => {
      const text = JSON.stringify(notification);
      let entry = shown.get(notification.id);
      if (entry?.text !== text) {
        const element = item(notification, application.may("manage") ? act : undefined);
        if (entry) replace(entry.element, element);
        entry = { text, element };
        shown.set(notification.id, entry);
      }
      const there = list.children[index] ?? null;
      if (there !== entry.element) list.insertBefore(entry.element, there);
    });
    nothing.hidden = newest.length > 0;
  };
  const nothing = h(
    "p",
    { class: "nothing" },
    "Nothing has been published yet. ",
    h("a", { href: "#compose" }, "Compose a notification"),
  );
  signal.addEventListener(
    "abort",
    live.listen((event) => {
      if (event === "notification") draw();
    }),
  );
  draw();
  return [card("The newest notifications", nothing, list)];
}

/**
 * Puts one item in the place of another and keeps the focus where it was.
 *
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
function replace(before, after) {
  const focused = before.contains(document.activeElement)
    ? document.activeElement?.textContent
    : undefined;
  before.replaceWith(after);
  if (!focused) return;
  const same = [...after.querySelectorAll("button")].find((each) => each.textContent === focused);
  (same ?? after).focus();
}

/**
 * @param {import("./live.js").Notification} notification
 * @param {((id: string, verb: string) => void) | undefined} act
 */
function item(notification, act) {
  const { id, state, counts, audience, acceptedAt, sendAt, pace, receipts } = notification;
  const ended = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const verbs =
    state === "paused"
      ? ["resume", "cancel"]
      : ["sending", "scheduled"].includes(state)
        ? ["pause", "cancel"]
        : [];
  return h(
    "li",
    { "data-id": id, "data-state": state, tabindex: "-1" },
    h(
      "div",
      { class: "head" },
      h("strong", {}, id),
      h("span", { class: `badge ${state}` }, state),
      h("span", { class: "hint" }, when(acceptedAt)),
    ),
    h("progress", {
      max: Math.max(1, audience ?? 1),
      value: audience === undefined ? undefined : ended,
      "aria-label": `Deliveries of ${id} that have ended`,
    }),
    h(
      "dl",
      { class: "counts" },
      pair("audience", audience === undefined ? "…" : count(audience)),
      Object.entries(counts).map(([outcome, value]) => pair(outcome, count(value))),
      Object.entries(receipts)
        .filter(([, value]) => value > 0)
        .map(([event, value]) => pair(event, count(value))),
      sendAt && state === "scheduled" && pair("at", when(sendAt)),
      pace && pair("pace", pace.perSecond ? `${pace.perSecond}/s` : `${pace.perMinute}/min`),
    ),
    act &&
      verbs.length > 0 &&
      h(
        "div",
        { class: "actions" },
        verbs.map((verb) => h("button", { type: "button", onclick: () => act(id, verb) }, titled(verb))),
      ),
  );
}

/**
 * @param {string} name
 * @param {import("./dom.js").Child} value
 */
function pair(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

/** @param {string} verb */
function titled(verb) {
  return verb.charAt(0).toUpperCase() + verb.slice(1);
}
