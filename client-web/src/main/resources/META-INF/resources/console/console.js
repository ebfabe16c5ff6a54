/** The operator console: signs in, and shows one view at a time, named by the URL's fragment. */
import { analytics } from "./analytics.js";
import { Application, Refusal, resume, signIn, signOut } from "./api.js";
import { compose } from "./compose.js";
import { deadLetters } from "./dead-letters.js";
import { field, h } from "./dom.js";
import { Live } from "./live.js";
import { notifications } from "./notifications.js";
import { overview } from "./overview.js";
import { subscriptions } from "./subscriptions.js";

/**
 * What a view is given.
 *
 * @typedef {object} Context
 * @property {Application} application
 * @property {Live} live
 * @property {AbortSignal} signal ends with the view
 * @property {(work: () => Promise<unknown>) => Promise<void>} perform says what goes wrong
 * @property {(text: string) => void} say says what went well
 */

/** @type {Record<string, {name: string, scope: "publish" | "read", view: (context: Context) => Node[]}>} */
const VIEWS = {
  overview: { name: "Overview", scope: "read", view: overview },
  notifications: { name: "Notifications", scope: "read", view: notifications },
  compose: { name: "Compose", scope: "publish", view: compose },
  "dead-letters": { name: "Dead letters", scope: "read", view: deadLetters },
  subscriptions: { name: "Subscriptions", scope: "read", view: subscriptions },
  analytics: { name: "Analytics", scope: "read", view: analytics },
};

const CHOSEN = "towncrier-console-application";

const said = h("p", { class: "said", role: "status" });
const wrong = h("p", { class: "wrong", role: "alert", hidden: true });
let shown = new AbortController();
/** @type {Live | undefined} */
let live;

await begin();

async function begin() {
  shown.abort();
  live?.close();
  live = undefined;
  const session = await resume().catch(tell);
  if (session) frame(session);
  else door();
}

/** Whether the session lasts; asks for a key if it does not. */
async function isStillIn() {
  if (await resume()) return true;
  await begin();
  return false;
}

/** Asks for a key. */
function door() {
  const key = h("input", { type: "password", required: true, autocomplete: "off" });
  document.body.replaceChildren(
    h(
      "main",
      { class: "door" },
      h("img", { src: "/icon.svg", alt: "", width: 56, height: 56 }),
      h("h1", {}, "Towncrier console"),
      h(
        "form",
        {
          onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            void perform(async () => frame(await signIn(key.value.trim())));
          },
        },
        field("API key", key, "It is kept in this browser's session alone, out of reach of scripts."),
        h("button", { type: "submit", class: "primary" }, "Sign in"),
      ),
      wrong,
    ),
  );
  key.focus();
}

/** @param {import("./api.js").Session} session */
function frame(session) {
  const chosen = localStorage.getItem(CHOSEN);
  const found = session.applications.find(({ id }) => id === chosen) ?? session.applications[0];
  if (!found) {
    tell(new Error("There is no application yet: POST /v1/applications makes one."));
    return;
  }
  const application = new Application(found);
  live?.close();
  live = application.may("read") ? new Live(application, isStillIn) : undefined;
  const connection = h("span", { class: "connection" });
  live?.listen((event) => {
    if (event !== "state" || !live) return;
    connection.textContent = live.connected ? "live" : "connecting …";
    connection.dataset["connected"] = String(live.connected);
  });
  const views = Object.entries(VIEWS).filter(([, { scope }]) => application.may(scope));
  const nav = h(
    "nav",
    { "aria-label": "Views" },
    views.map(([id, { name }]) => h("a", { href: `#${id}` }, name)),
  );
  const main = h("main", { tabindex: "-1" });
  document.body.replaceChildren(
    h("a", { class: "skip", href: "#main" }, "Skip to the view"),
    h(
      "header",
      {},
      h("img", { src: "/icon.svg", alt: "", width: 32, height: 32 }),
      h("span", { class: "product" }, "Towncrier"),
      chooser(session, application),
      connection,
      h("button", { type: "button", class: "quiet", onclick: leave }, "Sign out"),
    ),
    nav,
    main,
  );
  main.id = "main";

  const show = () => {
    shown.abort();
    shown = new AbortController();
    const id = views.some(([each]) => `#${each}` === location.hash)
      ? location.hash.slice(1)
      : (views[0]?.[0] ?? "");
    const wanted = VIEWS[id];
    if (!wanted) return;
    for (const link of nav.children) {
      if (link.getAttribute("href") === `#${id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = `${wanted.name} – Towncrier console`;
    wrong.hidden = true;
    // Only views that may read look at what comes live.
    const told = /** @type {Live} */ (live);
    const context = { application, live: told, signal: shown.signal, perform, say };
    main.replaceChildren(h("h1", {}, wanted.name), said, wrong, ...wanted.view(context));
  };
  window.onhashchange = () => {
    if (location.hash === "#main") return;
    show();
    main.focus();
  };
  said.textContent = "";
  show();
}

/**
 * @param {import("./api.js").Session} session
 * @param {Application} application
 */
function chooser(session, application) {
  if (session.applications.length === 1) return h("span", { class: "application" }, application.name);
  const select = h(
    "select",
    { "aria-label": "Application" },
    session.applications.map(({ id, name }) =>
      h("option", { value: id, selected: id === application.id }, name),
    ),
  );
  select.onchange = () => {
    localStorage.setItem(CHOSEN, select.value);
    frame(session);
  };
  return select;
}

async function leave() {
  await perform(async () => {
    await signOut();
    await begin();
  });
}

/** @param {() => Promise<unknown>} work */
async function perform(work) {
  wrong.hidden = true;
  said.textContent = "";
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) await begin();
    tell(error);
  }
}

/** @param {string} text */
function say(text) {
  said.textContent = text;
}

/** @param {unknown} error */
function tell(error) {
  wrong.textContent = error instanceof Error ? error.message : String(error);
  wrong.hidden = false;
  if (!wrong.isConnected) document.body.replaceChildren(h("main", { class: "door" }, wrong));
}
