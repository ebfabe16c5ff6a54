import { family } from "./browser.js";
import { wordsFor } from "./words.js";

/**
 * What a state or an error means, and what helps in this browser.
 *
 * @param {string} what a state or the code of an error
 * @param {string} [language] default: the page's, else the browser's
 * @param {string} [browser] the family of browsers whose settings are described
 * @returns {import("./towncrier.d.ts").Explanation}
 */
export function explanation(what, language, browser = family(navigator)) {
  const { language: found, words } = wordsFor(
    language || document.documentElement.lang || navigator.language,
  );
  const { explanations, undo } = words;
  const { title, text, steps = [] } = /** @type {{title: string, text: string, steps?: string[]}} */ (
    explanations[what] ?? explanations["unknown"]
  );
  const undoing = undo[browser] ?? undo["other"] ?? [];
  return { title, text, steps: what === "denied" ? undoing : steps, language: found };
}
