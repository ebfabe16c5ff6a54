/** The newsroom: the bell is the widget's, and whoever rings it sees where their message is. */
import "./towncrier/widget.js";
import { events } from "./demo-stream.js";

/** @typedef {import("./towncrier/towncrier.d.ts").State} State */
/** @typedef {Record<string, number>} Counts */
/** @typedef {{id: string, state: string, counts: Counts, receipts: Counts}} Notification */

const APPLICATION = "/v1/applications/demo";

const bell = /** @type {HTMLElementTagNameMap["towncrier-subscribe"]} */ (
  document.querySelector("towncrier-subscribe")
);
const page = {
  choose: element("choose", HTMLButtonElement),
  state: element("state", HTMLParagraphElement),
  ring: element("ring", HTMLElement),
  first: element("first", HTMLParagraphElement),
  send: element("send", HTMLFormElement),
  headline: element("headline", HTMLInputElement),
  story: element("story", HTMLInputElement),
  error: element("error", HTMLParagraphElement),
  way: element("way", HTMLOListElement),
};

/** @type {Record<State, string>} */
const WORDS = {
  unsupported: "This browser can't receive alerts.",
  insecure: "Alerts need a page that came by https.",
  "home-screen": "On this device, alerts need the site on the Home Screen.",
  denied: "Alerts are blocked in this browser.",
  ask: "You get no alerts yet.",
  declined: "You get no alerts.",
  unsubscribed: "You get no alerts.",
  subscribed: "You get alerts.",
};

/** What a message passes on its way, and when it has. */
const STATIONS = [
  { name: "Published", passed: () => true },
  { name: "Accepted by the push service", passed: (/** @type {Notification} */ seen) => seen.counts["accepted"] },
  { name: "Displayed", passed: (/** @type {Notification} */ seen) => seen.receipts["displayed"] },
  { name: "Clicked", passed: (/** @type {Notification} */ seen) => seen.receipts["clicked"] },
];

/** The message that is watched. */
let watched = { id: "", sentAt: 0 };

document.addEventListener("towncrier-state", show);
page.choose.addEventListener("click", () => bell.open());
page.send.addEventListener("submit", (event) => {
  event.preventDefault();
  send().catch(report);
});
show();

/** Only a system that was started by `./towncrier up` lets a visitor send. */
const key = await fetch("/demo/key", { method: "POST" }).then(
  (response) => (response.ok ? response.json().then((body) => body.key) : undefined),
  () => undefined,
);
if (key) {
  page.ring.hidden = false;
  for await (const { event, data } of events(`${APPLICATION}/stream`, key)) {
    if (event === "notification" && data.id === watched.id) follow(data);
  }
}

function show() {
  const { state } = bell;
  if (!state) return;
  page.state.dataset["state"] = state;
  page.state.textContent = WORDS[state];
  page.choose.textContent = state === "subscribed" ? "Change your alerts" : "Choose your alerts";
  page.first.hidden = state === "subscribed";
  page.send.hidden = state !== "subscribed";
}

async function send() {
  page.error.hidden = true;
  const response = await fetch(`${APPLICATION}/notifications`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      audience: { subscriptions: [await bell.towncrier.id()] },
      notification: {
        title: page.headline.value,
        body: page.story.value,
        icon: new URL("/icon.png", location.href).href,
        navigate: location.href,
      },
      urgency: "high",
      ttl: 300,
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  watched = { id: answer.id, sentAt: performance.now() };
  page.way.replaceChildren(...STATIONS.map(({ name }) => station(name)));
  page.way.hidden = false;
  follow({ id: answer.id, state: "sending", counts: {}, receipts: {} });
}

/** @param {Notification} seen */
function follow(seen) {
  STATIONS.forEach(({ passed }, index) => {
    const line = page.way.children[index];
    if (!(line instanceof HTMLElement) || line.dataset["passed"] || !passed(seen)) return;
    line.dataset["passed"] = "yes";
    const after = Math.round(performance.now() - watched.sentAt);
    if (index > 0) line.append(` after ${after < 10_000 ? `${after} ms` : `${Math.round(after / 1000)} s`}`);
  });
  const { accepted, ...others } = seen.counts;
  const ended = Object.keys(others)[0];
  if (ended) report(new Error(`It ended as “${ended}”.`));
}

/** @param {string} name */
function station(name) {
  const line = document.createElement("li");
  line.textContent = name;
  return line;
}

/** @param {unknown} error */
function report(error) {
  page.error.textContent = error instanceof Error ? error.message : `Something went wrong: ${error}`;
  page.error.hidden = false;
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
function element(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} #${id}`);
}
