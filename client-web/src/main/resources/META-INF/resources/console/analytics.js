import { card, count, field, h, host, latest, table, when } from "./dom.js";

const BY = {
  notification: "Notification",
  topic: "Topic",
  "push-service": "Push service",
  browser: "Browser",
};
const DAYS = [1, 7, 30];
const DAY = 24 * 60 * 60 * 1_000;

/**
 * How many deliveries were accepted, displayed, clicked and closed, added up.
 *
 * @param {import("./console.js").Context} context
 */
export function analytics({ application, perform }) {
  const look = () => perform(show);
  const by = h("select", { onchange: look }, Object.entries(BY).map(([value, name]) => h("option", { value }, name)));
  const days = h("select", { onchange: look }, DAYS.map((value) => h("option", { value, selected: value === 7 }, value === 1 ? "today" : `${value} days`)));
  const notification = h("input", { autocomplete: "off", placeholder: "all" });
  const found = h("div", { "aria-live": "polite" });

  const path = () => {
    const from = new Date(Date.now() - (Number(days.value) - 1) * DAY).toISOString().slice(0, 10);
    const only = notification.value.trim();
    return `/analytics?${new URLSearchParams({ by: by.value, from, ...(only && { notification: only }) })}`;
  };
  const show = latest(() => application.get(path()), (read) => {
    const column = BY[/** @type {keyof typeof BY} */ (read.by)];
    found.replaceChildren(
      table(
        "Analytics",
        [column, ...(read.by === "notification" ? ["Accepted at"] : []), "Accepted", "Displayed", "Clicked", "Closed", "Click rate"],
        read.rows.map((/** @type {any} */ row) => [
          read.by === "push-service" ? host(row.name) : row.name,
          ...(read.by === "notification" ? [when(row.acceptedAt)] : []),
          count(row.accepted),
          count(row.displayed),
          count(row.clicked),
          count(row.closed),
          share(row.clicked, row.displayed),
        ]),
        "Nothing was published in these days.",
      ),
    );
    if (!read.complete) found.append(h("p", { class: "hint" }, "There is more: the newest 10,000 notifications are counted, and 1,000 rows shown."));
  });
  const download = () =>
    perform(async () => {
      const file = URL.createObjectURL(await application.file(path(), "text/csv"));
      h("a", { href: file, download: `${application.id}-by-${by.value}.csv` }).click();
      URL.revokeObjectURL(file);
    });

  void look();
  return [
    card(
      "What became of notifications",
      h(
        "form",
        {
          class: "row",
          onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            void look();
          },
        },
        field("By", by),
        field("Published within", days),
        field("Notification", notification),
        h("button", { type: "submit" }, "Show"),
        h("button", { type: "button", onclick: download }, "Download CSV"),
      ),
      found,
    ),
  ];
}

/**
 * @param {number} part
 * @param {number} whole
 */
function share(part, whole) {
  return whole ? `${Math.round((1_000 * part) / whole) / 10} %` : "–";
}
