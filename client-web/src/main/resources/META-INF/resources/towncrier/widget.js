/**
 * The custom element <towncrier-subscribe>: a bell with a preference centre. How to use it stands
 * in the README of client-web.
 */
import { explanation } from "./explain.js";
import { Towncrier, TowncrierError } from "./towncrier.js";
import { choice, parts } from "./widget-parts.js";
import { STYLE } from "./widget-style.js";
import { addWords, wordsFor } from "./words.js";

export { addWords, Towncrier, TowncrierError };

/** @typedef {import("./towncrier.d.ts").State} State */

/** States that a click can turn into a subscription. */
const OPEN = /** @type {State[]} */ (["ask", "declined", "unsubscribed"]);

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

export class TowncrierSubscribe extends HTMLElement {
  static observedAttributes = ["lang"];

  #parts = parts();
  /** @type {Towncrier | undefined} */
  #towncrier;
  /** @type {State | undefined} */
  #state;
  /** @type {import("./towncrier.d.ts").Topic[] | undefined} those offered, once they are known */
  #offered;
  /** @type {string[]} ids of those chosen */
  #chosen = [];
  /** Ends when all that was begun has ended. */
  #work = Promise.resolve();
  #waiting = 0;
  /** @type {AbortController | undefined} of what ends with the element */
  #listening;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const { bell, panel, close, boxes, subscribe, later, unsubscribe } = this.#parts;
    root.append(bell, panel);
    panel.hidden = true;
    bell.addEventListener("click", () => (panel.hidden ? this.open() : this.close()));
    close.addEventListener("click", () => this.close());
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    subscribe.addEventListener("click", () => this.#perform(() => this.#subscribe(), "begun"));
    later.addEventListener("click", () => this.#perform(() => this.#decline()));
    unsubscribe.addEventListener("click", () =>
      this.#perform(() => this.towncrier.unsubscribe(), "stopped"),
    );
    boxes.addEventListener("change", () => this.#choose());
  }

  /** What it works with: a site calls identify() and forget() on it. */
  get towncrier() {
    if (!this.#towncrier) throw new Error("<towncrier-subscribe> is not on a page yet");
    return this.#towncrier;
  }

  /** Where the visitor stands; undefined until that is known. */
  get state() {
    return this.#state;
  }

  connectedCallback() {
    this.#towncrier ??= new Towncrier({
      application: this.getAttribute("application") ?? "",
      server: this.getAttribute("server") ?? undefined,
      serviceWorker: this.getAttribute("service-worker") ?? undefined,
    });
    this.#chosen = (this.getAttribute("topics") ?? "").split(/\s+/).filter(Boolean);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener("pointerdown", (event) => this.#pressed(event), { signal });
    document.addEventListener("visibilitychange", () => this.#returned(), { signal });
    this.#layOut();
    void this.#begin(signal);
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  attributeChangedCallback() {
    if (this.#state) this.#draw();
  }

  /** Opens the preference centre, and leaves the focus alone if `focus` is false. */
  open({ focus = true } = {}) {
    const { panel, bell } = this.#parts;
    panel.hidden = false;
    bell.setAttribute("aria-expanded", "true");
    this.#place();
    if (focus) panel.focus();
    if (!this.#offered) void this.#perform(() => this.#load());
  }

  /** Closes it, and puts the focus back on the bell if it was inside. */
  close() {
    const { panel, bell } = this.#parts;
    if (this.#inline) return;
    const inside = panel.contains(this.shadowRoot?.activeElement ?? null);
    panel.hidden = true;
    bell.setAttribute("aria-expanded", "false");
    if (inside) bell.focus();
  }

  get #inline() {
    return this.hasAttribute("inline");
  }

  /** @param {AbortSignal} signal */
  async #begin(signal) {
    if (this.#inline) {
      await this.#perform(() => this.#load());
      return;
    }
    // What can't be mended now is tried again on the next visit: nobody has asked for anything.
    await this.towncrier.resume().catch(() => {});
    await this.#look();
    const invite = this.getAttribute("invite");
    if (invite === null || this.#state !== "ask") return;
    const timer = setTimeout(() => {
      if (this.#state === "ask") this.open({ focus: false });
    }, 1_000 * Number(invite));
    signal.addEventListener("abort", () => clearTimeout(timer));
  }

  async #load() {
    const state = await this.towncrier.resume();
    if (!OPEN.includes(state) && state !== "subscribed") return;
    this.#offered = await this.towncrier.offeredTopics();
    if (state === "subscribed") this.#chosen = await this.towncrier.topics();
    this.#parts.boxes.replaceChildren(...this.#offered.map(choice));
  }

  async #subscribe() {
    this.#chosen = this.#checked();
    await this.towncrier.subscribe({ topics: this.#chosen });
  }

  async #decline() {
    await this.towncrier.decline();
    this.close();
  }

  #choose() {
    const before = this.#chosen;
    const chosen = this.#checked();
    this.#chosen = chosen;
    if (this.#state !== "subscribed") return;
    void this.#perform(async () => {
      try {
        await this.towncrier.setTopics(chosen);
      } catch (problem) {
        this.#chosen = before;
        throw problem;
      }
    }, "saved");
  }

  /**
   * Does one thing after the other. Nothing is disabled meanwhile, which would lose the focus.
   *
   * @param {() => Promise<unknown>} work
   * @param {keyof import("./words.js").Words["widget"]} [success] what to say then
   */
  #perform(work, success) {
    const { panel, error, status } = this.#parts;
    this.#waiting++;
    error.hidden = true;
    status.textContent = this.#words.widget.working;
    panel.setAttribute("aria-busy", "true");
    this.#work = this.#work.then(async () => {
      const problem = await work().then(() => undefined, (thrown) => thrown ?? new Error());
      await this.#look();
      if (--this.#waiting > 0) return;
      panel.setAttribute("aria-busy", "false");
      status.textContent = success && !problem ? this.#words.widget[success] : "";
      if (problem) this.#report(problem);
    });
    return this.#work;
  }

  /** Shows where the visitor stands. */
  async #look() {
    const before = this.#state;
    this.#state = await this.towncrier.state();
    const { panel } = this.#parts;
    const focused = this.shadowRoot?.activeElement;
    this.#draw();
    // The button that was pressed may be gone.
    if (focused && panel.contains(focused) && !visible(focused) && visible(panel)) panel.focus();
    if (this.#state !== before) {
      const detail = { state: this.#state };
      this.dispatchEvent(new CustomEvent("towncrier-state", { detail, bubbles: true }));
    }
  }

  #draw() {
    const { bell, panel, title, close, text, steps, legend, boxes, topics } = this.#parts;
    const { subscribe, later, unsubscribe } = this.#parts;
    const state = /** @type {State} */ (this.#state);
    const { direction, widget } = this.#words;
    const told = explanation(state, this.#language);
    const subscribed = state === "subscribed";
    panel.dir = direction;
    panel.lang = told.language;
    bell.dataset["state"] = state;
    bell.setAttribute("aria-label", widget.bell);
    close.setAttribute("aria-label", widget.close);
    title.textContent = told.title;
    text.textContent = told.text;
    steps.replaceChildren(...told.steps.map(item));
    steps.hidden = told.steps.length === 0;
    legend.textContent = widget.topics;
    topics.hidden = !this.#offered?.length || !(subscribed || OPEN.includes(state));
    for (const box of boxes.querySelectorAll("input")) {
      box.checked = this.#chosen.includes(box.value);
    }
    subscribe.textContent = widget.subscribe;
    subscribe.hidden = !OPEN.includes(state);
    later.textContent = widget.later;
    later.hidden = state !== "ask";
    unsubscribe.textContent = widget.unsubscribe;
    unsubscribe.hidden = !subscribed;
  }

  /** @param {unknown} problem */
  #report(problem) {
    const { error } = this.#parts;
    const code = problem instanceof TowncrierError ? problem.code : "unknown";
    error.textContent = explanation(code, this.#language).text;
    error.hidden = false;
    if (code === "unknown") console.error(problem);
  }

  #checked() {
    const checked = [...this.#parts.boxes.querySelectorAll("input")].filter((box) => box.checked);
    return checked.map((box) => box.value);
  }

  #layOut() {
    const { bell, panel, close, error } = this.#parts;
    error.hidden = true;
    bell.hidden = this.#inline;
    close.hidden = this.#inline;
    panel.hidden = !this.#inline;
    panel.classList.toggle("floating", !this.#inline);
    panel.setAttribute("role", this.#inline ? "region" : "dialog");
    bell.setAttribute("aria-label", this.#words.widget.bell);
  }

  /** Opens to where there is room. */
  #place() {
    const { bell, panel } = this.#parts;
    const box = bell.getBoundingClientRect();
    const fromStart = getComputedStyle(this).direction === "rtl" ? innerWidth - box.right : box.left;
    panel.classList.toggle("start", fromStart < innerWidth / 2);
    const below = innerHeight - box.bottom;
    panel.classList.toggle("above", below < panel.offsetHeight && box.top > below);
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    if (!this.#parts.panel.hidden && !event.composedPath().includes(this)) this.close();
  }

  /** Permission may have changed in the browser's settings, and the subscription in another tab. */
  #returned() {
    if (document.visibilityState === "visible" && this.#state && !this.#waiting) void this.#look();
  }

  get #language() {
    const near = /** @type {HTMLElement | null} */ (this.closest("[lang]"));
    return near?.lang || document.documentElement.lang || navigator.language;
  }

  get #words() {
    return wordsFor(this.#language, navigator.language).words;
  }
}

/** @param {string} text */
function item(text) {
  const made = document.createElement("li");
  made.textContent = text;
  return made;
}

/** @param {Element} element */
function visible(element) {
  return element.isConnected && element.getClientRects().length > 0;
}

if (!customElements.get("towncrier-subscribe")) {
  customElements.define("towncrier-subscribe", TowncrierSubscribe);
}
