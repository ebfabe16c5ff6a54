/** User-Agent headers as browsers send them today. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { family } from "../src/main/resources/META-INF/resources/towncrier/browser.js";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";
const APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

/** @type {[string, string, number, string][]} what it is, its header, its touch points, its family */
const BROWSERS = [
  ["Chrome", `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/143.0.0.0 Safari/537.36`, 0, "chromium"],
  ["Edge", `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0`, 0, "chromium"],
  ["Chrome on Android", `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/143.0.0.0 Mobile Safari/537.36`, 5, "chromium-android"],
  ["Samsung Internet", `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`, 5, "chromium-android"],
  ["Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0", 0, "firefox"],
  ["Firefox on Android", "Mozilla/5.0 (Android 16; Mobile; rv:146.0) Gecko/146.0 Firefox/146.0", 5, "firefox-android"],
  ["Safari", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${APPLE} Version/26.1 Safari/605.1.15`, 0, "safari"],
  ["Safari on iPhone", `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${APPLE} Version/26.1 Mobile/15E148 Safari/604.1`, 5, "ios"],
  ["Safari on iPad", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${APPLE} Version/26.1 Safari/605.1.15`, 5, "ios"],
  ["Chrome on iPhone", `Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) ${APPLE} CriOS/143.0.0.0 Mobile/15E148 Safari/604.1`, 5, "ios"],
  ["Firefox on iPhone", `Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) ${APPLE} FxiOS/146.0 Mobile/15E148 Safari/604.1`, 5, "ios"],
  ["something else", "Lynx/2.9.2", 0, "other"],
];

describe("the family of", () => {
  for (const [name, userAgent, maxTouchPoints, expected] of BROWSERS) {
    it(`${name} is ${expected}`, () => {
      assert.equal(family({ userAgent, maxTouchPoints }), expected);
    });
  }
});
