import { Chart } from "./chart.js";
import { card, count, h, host, table, tile, when } from "./dom.js";

/**
 * Throughput, backlog and push services, live.
 *
 * @param {import("./console.js").Context} context
 */
export function overview({ live, signal }) {
  const tiles = h("dl", { class: "tiles" });
  const throughput = new Chart("Outcomes a second", "/s");
  const services = new Chart("By push service", "/s");
  const latency = new Chart("Latency of what was accepted", "s", null);
  const backlog = new Chart("Waiting deliveries", "");
  const backlogCard = card("Backlog and retries", backlog.element);
  const held = h("div");

  const draw = () => {
    const points = live.rates.map(({ at, seconds, outcomes, pushServices }) => ({
      at: Date.parse(at) / 1_000,
      outcomes: perSecond(outcomes, seconds),
      services: perSecond(totals(pushServices), seconds),
    }));
    throughput.show(points.map(({ at, outcomes }) => ({ at, values: outcomes })));
    services.show(points.map(({ at, services: values }) => ({ at, values })));
    latency.show(
      live.rates.map(({ at, latency: values }) => ({ at: Date.parse(at) / 1_000, values: values ?? {} })),
    );
    backlogCard.hidden = live.backlog.length === 0;
    backlog.show(
      live.backlog.map(({ at, direct, bulk, retry }) => ({
        at: Date.parse(at) / 1_000,
        values: { direct, bulk, ...prefixed("retry ", retry) },
      })),
    );
    tiles.replaceChildren(...figures(live));
    held.replaceChildren(pushServices(live.pushServices ?? []));
  };
  signal.addEventListener(
    "abort",
    live.listen((event) => {
      if (event !== "state") draw();
    }),
  );
  queueMicrotask(draw);

  return [
    tiles,
    card("Throughput", throughput.element, services.element),
    card(
      "Latency",
      h("p", { class: "hint" }, "Seconds from when a notification might be sent until the push service had it. A pause or a pace counts."),
      latency.element,
    ),
    backlogCard,
    card(
      "Push services",
      h(
        "p",
        { class: "hint" },
        "A push service is held while it has asked to wait (Retry-After). The brake is on while it reports so many subscriptions gone that they are kept as suspect. The breaker is open while it only fails: it is tried now and then, and what waits is put off.",
      ),
      held,
    ),
  ];
}

/** @param {import("./live.js").PushService[]} all */
function pushServices(all) {
  return table(
    "Push services",
    ["Push service", "Answers in a day", "Gone", "Held until", "Brake since", "Breaker open since"],
    all.map(({ pushService, answers, gone, heldUntil, brakeSince, breakerSince, failure }) => [
      host(pushService),
      count(answers),
      count(gone),
      heldUntil && h("span", { class: "badge warn" }, when(heldUntil)),
      brakeSince && h("span", { class: "badge bad" }, when(brakeSince)),
      breakerSince && h("span", {}, h("span", { class: "badge bad" }, when(breakerSince)), ` ${failure}`),
    ]),
    "No push service has answered within a day.",
  );
}

/** @param {import("./live.js").Live} live */
function figures(live) {
  const last = live.rates.at(-1);
  const now = last ? sum(last.outcomes) / last.seconds : 0;
  /** @type {Record<string, number>} */
  const all = {};
  for (const { outcomes } of live.rates) {
    for (const [name, value] of Object.entries(outcomes)) all[name] = (all[name] ?? 0) + value;
  }
  const total = sum(all);
  const waiting = live.backlog.at(-1);
  const underWay = [...live.notifications.values()].filter(({ state }) => state === "sending");
  return [
    tile("Outcomes a second", count(Math.round(now))),
    tile("Accepted, of the last 5 minutes", total ? `${percent(all["accepted"] ?? 0, total)} %` : "–"),
    tile("Notifications being sent", count(underWay.length)),
    waiting && tile("Waiting deliveries", count(waiting.direct + waiting.bulk)),
    waiting && tile("Waiting for a retry", count(sum(waiting.retry))),
  ].filter((each) => each instanceof Node);
}

/** @param {Record<string, number>} values */
function sum(values) {
  return Object.values(values).reduce((before, value) => before + value, 0);
}

/**
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  return Math.floor((1_000 * part) / whole) / 10;
}

/**
 * @param {Record<string, number>} counts
 * @param {number} seconds
 */
function perSecond(counts, seconds) {
  return mapped(counts, (value) => value / seconds);
}

/** @param {Record<string, Record<string, number>>} pushServices */
function totals(pushServices) {
  return Object.fromEntries(
    Object.entries(pushServices).map(([origin, outcomes]) => [host(origin), sum(outcomes)]),
  );
}

/**
 * @param {Record<string, number>} values
 * @param {(value: number) => number} change
 */
function mapped(values, change) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

/**
 * @param {string} prefix
 * @param {Record<string, number>} values
 */
function prefixed(prefix, values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}
