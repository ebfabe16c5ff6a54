import { State, Towncrier, TowncrierError } from "./towncrier.js";

export { Towncrier, TowncrierError };

/**
 * The custom element `<towncrier-subscribe>`: a bell with a preference centre. Importing the module
 * defines it. It dispatches `towncrier-state`, a CustomEvent that bubbles, whose `detail.state` is
 * where the visitor stands.
 */
export class TowncrierSubscribe extends HTMLElement {
  /** What it works with: call identify() and forget() on it. */
  get towncrier(): Towncrier;
  /** Where the visitor stands; undefined until that is known. */
  get state(): State | undefined;
  /** Opens the preference centre, and leaves the focus alone if `focus` is false. */
  open(options?: { focus?: boolean }): void;
  /** Closes it, and puts the focus back on the bell if it was inside. */
  close(): void;
}

/** What visitors read in one language. */
export interface Words {
  direction: "ltr" | "rtl";
  /** By state and by code of error; `unknown` for any other error. */
  explanations: Record<string, { title: string; text: string; steps?: string[] }>;
  /**
   * How to allow notifications again: by `chromium`, `chromium-android`, `firefox`,
   * `firefox-android`, `safari`, `ios` or `other`.
   */
  undo: Record<string, string[]>;
  widget: Record<
    | "bell"
    | "close"
    | "topics"
    | "subscribe"
    | "later"
    | "unsubscribe"
    | "working"
    | "saved"
    | "stopped"
    | "begun",
    string
  >;
}

/**
 * Adds a language, or puts other words in the place of some. What is left out stays as it was, or
 * is English.
 *
 * @param language BCP 47 tag, of which the primary subtag counts
 */
export function addWords(
  language: string,
  words: { [part in keyof Words]?: Words[part] extends string ? Words[part] : Partial<Words[part]> },
): void;

declare global {
  interface HTMLElementTagNameMap {
    "towncrier-subscribe": TowncrierSubscribe;
  }
}
