import { card, count, field, h, host, latest, table, when } from "./dom.js";

const REASONS = [
  "poison",
  "payload-too-large",
  "vapid-rejected",
  "key-mismatch",
  "refused",
  "attempts-exhausted",
];

/**
 * What could not be delivered, why, and back with it.
 *
 * @param {import("./console.js").Context} context
 */
export function deadLetters({ application, perform, say }) {
  const reason = h("select", {}, h("option", { value: "" }, "any"), REASONS.map((each) => h("option", { value: each }, each)));
  const notification = h("input", { autocomplete: "off" });
  const pushService = h("input", { type: "url", placeholder: "https://" });
  const rate = h("input", { type: "number", min: 1, max: 100_000, placeholder: "as fast as it goes" });
  const found = h("div", { "aria-live": "polite" });
  const replay = h("button", { type: "button", onclick: () => perform(back) }, "Replay these");

  const wanted = () => ({
    ...(reason.value && { reason: reason.value }),
    ...(notification.value && { notification: notification.value }),
    ...(pushService.value && { pushService: pushService.value }),
  });
  const read = () => application.get(`/dead-letters?${new URLSearchParams({ ...wanted(), limit: "100" })}`);
  const look = latest(read, ({ deadLetters: letters, next }) => {
    found.replaceChildren(
      table(
        "Dead letters",
        ["When", "Reason", "Status", "Push service", "Notification", "Attempts", "Response", "State"],
        letters.map(row),
        "There is no dead letter of these.",
      ),
    );
    if (next) found.append(h("p", { class: "hint" }, "These are the newest 100; there are more."));
    replay.disabled = letters.length === 0;
  });
  async function back() {
    const perSecond = rate.value ? { perSecond: Number(rate.value) } : {};
    const which = Object.entries(wanted()).map(([name, value]) => `${name} ${value}`);
    if (!confirm(`Replay all dead letters${which.length ? ` with ${which.join(", ")}` : ""}?`)) return;
    const body = { ...wanted(), ...perSecond };
    const { count: taken } = await application.send("POST", "/dead-letters/replay", body);
    say(`${count(taken)} taken back, to be delivered again until their deadlines.`);
    await look();
  }

  void perform(look);
  return [
    card(
      "Dead letters",
      h(
        "form",
        {
          class: "row",
          onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            perform(look);
          },
        },
        field("Reason", reason),
        field("Notification", notification),
        field("Push service", pushService),
        h("button", { type: "submit" }, "Show"),
      ),
      found,
      application.may("manage") &&
        h("div", { class: "row" }, field("Replayed a second", rate), replay),
    ),
  ];
}

/** @param {any} letter */
function row(letter) {
  return [
    when(letter.at),
    letter.reason,
    letter.status ?? "",
    letter.pushService ? host(letter.pushService) : "",
    letter.notificationId ?? "",
    letter.attempts ?? "",
    letter.response ? h("details", {}, h("summary", {}, "show"), h("pre", {}, letter.response)) : "",
    h("span", { class: `badge ${letter.state}` }, letter.state),
  ];
}
