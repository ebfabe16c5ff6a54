import { card, count, h, host, table, tile, when } from "./dom.js";

/**
 * How many subscriptions there are, how they grow and decay, and how far a key rotation is.
 *
 * @param {import("./console.js").Context} context
 */
export function subscriptions({ application, perform, say }) {
  const tiles = h("dl", { class: "tiles" });
  const topics = h("div");
  const services = h("div");
  const days = h("div");
  const keys = h("div");
  const estimated = h("p", { class: "hint", hidden: true }, "Estimated from a sample.");

  const look = async () => {
    const read = await application.get("/statistics");
    const { active, suspect, keyMismatch, expired, retiringSoon } = read.subscriptions;
    estimated.hidden = !read.estimated;
    tiles.replaceChildren(
      tile("Active", count(active)),
      tile("Suspect", count(suspect)),
      tile("Of another key", count(keyMismatch)),
      tile("Expired", count(expired)),
      ...(retiringSoon === undefined ? [] : [tile("Retiring within 14 days", count(retiringSoon))]),
    );
    topics.replaceChildren(bars("By topic", "Topic", read.topics, (name) => name));
    services.replaceChildren(bars("By push service", "Push service", read.pushServices, host));
    days.replaceChildren(
      table(
        "By day",
        ["Day", "Subscribed, and still there", "Reported gone"],
        read.days.map((/** @type {any} */ each) => [
          h("span", { class: "day" }, each.day),
          count(each.subscribed),
          count(each.gone),
        ]),
        "",
      ),
    );
    if (application.may("read")) await lookAtKeys();
  };
  const lookAtKeys = async () => {
    const { vapidKeys } = await application.get("/vapid-keys");
    const all = vapidKeys.reduce((/** @type {number} */ sum, /** @type {any} */ key) => sum + key.subscriptions, 0);
    keys.replaceChildren(
      table(
        "VAPID keys",
        ["Key", "State", "Made", "Subscriptions", "Share"],
        vapidKeys.map((/** @type {any} */ key) => [
          `${key.publicKey.slice(0, 12)}…`,
          h("span", { class: `badge ${key.state}` }, key.state),
          when(key.createdAt),
          count(key.subscriptions),
          h("progress", { max: Math.max(1, all), value: key.subscriptions, "aria-label": `Share of ${key.publicKey.slice(0, 12)}` }),
        ]),
        "There is no key.",
      ),
    );
  };
  const rotate = () =>
    perform(async () => {
      if (!confirm("Make a new key for new subscriptions? Those that there are stay with theirs until their browsers come by.")) return;
      await application.send("POST", "/vapid-keys/rotate");
      say("New subscriptions get the new key.");
      await lookAtKeys();
    });

  void perform(look);
  return [
    card("Subscriptions", tiles, estimated),
    h("div", { class: "columns" }, card("By topic", topics), card("By push service", services)),
    card("The last seven days", days),
    card(
      "Keys",
      h("p", { class: "hint" }, "After a rotation, subscriptions move to the new key as their browsers come by; the old one retires when its last is gone."),
      keys,
      application.may("manage") && h("button", { type: "button", onclick: rotate }, "Rotate"),
    ),
  ];
}

/**
 * @param {string} caption
 * @param {string} column
 * @param {Record<string, number>} values
 * @param {(name: string) => string} named
 */
function bars(caption, column, values, named) {
  const most = Math.max(1, ...Object.values(values));
  return table(
    caption,
    [column, "Subscriptions", "Of the most"],
    Object.entries(values)
      .toSorted(([, one], [, other]) => other - one)
      .map(([name, value]) => [
        named(name),
        count(value),
        h("progress", { max: most, value, "aria-label": `${named(name)}, of the most` }),
      ]),
    "There is none yet.",
  );
}
