/** The newsroom's use of the library: one visitor, one choice of topics. */
import { Towncrier, TowncrierError } from "./towncrier/towncrier.js";

/** @typedef {import("./towncrier/towncrier.js").State} State */

const towncrier = new Towncrier({ application: "demo" });

const page = {
  topics: element("topics", HTMLDivElement),
  subscribe: element("subscribe", HTMLButtonElement),
  unsubscribe: element("unsubscribe", HTMLButtonElement),
  state: element("state", HTMLParagraphElement),
  error: element("error", HTMLParagraphElement),
};

/** @type {Record<State, string>} */
const WORDS = {
  unsupported: "This browser has no Web Push.",
  insecure: "Notifications need a page that came by https.",
  denied: "Notifications are blocked. You can allow them in the browser's settings for this site.",
  ask: "You are not subscribed.",
  unsubscribed: "You are not subscribed.",
  subscribed: "You are subscribed.",
};

page.subscribe.addEventListener("click", () =>
  perform(() => towncrier.subscribe({ topics: chosen() })),
);
page.unsubscribe.addEventListener("click", () => perform(() => towncrier.unsubscribe()));
page.topics.addEventListener("change", () =>
  perform(async () => {
    if ((await towncrier.state()) === "subscribed") await towncrier.setTopics(chosen());
  }),
);

await perform(async () => {
  offer(await towncrier.offeredTopics());
  if ((await towncrier.resume()) === "subscribed") check(await towncrier.topics());
});

/**
 * Does one thing at a time, and then says where the visitor stands or what went wrong.
 *
 * @param {() => Promise<unknown>} work
 */
async function perform(work) {
  const focused = document.activeElement;
  page.error.hidden = true;
  page.subscribe.disabled = true;
  page.unsubscribe.disabled = true;
  await work().catch(report);
  await towncrier.state().then((state) => tell(state, focused), report);
}

/**
 * @param {State} state
 * @param {Element | null} focused what had the focus before, which moves on with the button
 */
function tell(state, focused) {
  const subscribed = state === "subscribed";
  page.state.dataset["state"] = state;
  page.state.textContent = WORDS[state];
  page.subscribe.hidden = subscribed;
  page.subscribe.disabled = state !== "ask" && state !== "unsubscribed";
  page.unsubscribe.hidden = !subscribed;
  page.unsubscribe.disabled = !subscribed;
  if (focused === page.subscribe || focused === page.unsubscribe) {
    (subscribed ? page.unsubscribe : page.subscribe).focus();
  }
}

/** @param {unknown} error */
function report(error) {
  page.error.textContent =
    error instanceof TowncrierError ? error.message : `Something went wrong: ${error}`;
  page.error.hidden = false;
}

/** @param {import("./towncrier/towncrier.js").Topic[]} topics */
function offer(topics) {
  page.topics.replaceChildren(
    ...topics.map(({ id, name }, index) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = "topic";
      box.value = id;
      box.checked = index === 0;
      const label = document.createElement("label");
      label.append(box, name);
      return label;
    }),
  );
}

function boxes() {
  return [...page.topics.querySelectorAll("input")];
}

function chosen() {
  return boxes()
    .filter((box) => box.checked)
    .map((box) => box.value);
}

/** @param {string[]} topics */
function check(topics) {
  for (const box of boxes()) box.checked = topics.includes(box.value);
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
