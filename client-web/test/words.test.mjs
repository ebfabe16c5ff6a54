import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  addWords,
  languages,
  wordsFor,
} from "../src/main/resources/META-INF/resources/towncrier/words.js";

const STATES = "unsupported insecure home-screen denied ask declined unsubscribed subscribed";
const CODES = "dismissed not-subscribed service-worker private push-service unreachable refused";
const BROWSERS = "chromium chromium-android firefox firefox-android safari ios other";

describe("the words of a language", () => {
  for (const language of languages()) {
    const { words } = wordsFor(language);

    it(`explain every state and every error (${language})`, () => {
      for (const what of `${STATES} ${CODES} unknown`.split(" ")) {
        const { title, text } = words.explanations[what] ?? {};
        assert.ok(title && text, what);
      }
    });

    it(`say for every browser how to allow notifications again (${language})`, () => {
      for (const browser of BROWSERS.split(" ")) assert.ok(words.undo[browser]?.length, browser);
    });

    it(`name everything in the widget (${language})`, () => {
      const names = Object.keys(wordsFor("en").words.widget);
      assert.deepEqual(Object.keys(words.widget).toSorted(), names.toSorted());
      assert.ok(Object.values(words.widget).every(Boolean));
    });
  }

  it("are those of the first language that has any", () => {
    assert.equal(wordsFor("xx", "ar-EG", "en").language, "ar");
    assert.equal(wordsFor("EN_us").language, "en");
  });

  it("are English where no language has any", () => {
    assert.equal(wordsFor(undefined, "", "xx").language, "en");
  });

  it("can be added, the rest being English", () => {
    addWords("de-AT", { widget: { later: "Jetzt nicht" } });
    const { language, words } = wordsFor("de");
    assert.equal(language, "de");
    assert.equal(words.widget.later, "Jetzt nicht");
    assert.equal(words.widget.subscribe, wordsFor("en").words.widget.subscribe);
    assert.equal(words.direction, "ltr");
  });

  it("can be changed, the rest staying", () => {
    addWords("de", { widget: { bell: "Nachrichten" } });
    assert.equal(wordsFor("de").words.widget.bell, "Nachrichten");
    assert.equal(wordsFor("de").words.widget.later, "Jetzt nicht");
  });
});
