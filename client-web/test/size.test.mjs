/** What a page loads, as it comes over the wire. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";

const FOLDER = new URL("../src/main/resources/META-INF/resources/towncrier/", import.meta.url);
const KILOBYTE = 1_024;

describe("what a page loads, compressed by gzip,", () => {
  it("is at most 6 KB for the library", async (test) => {
    const size = await compressed("towncrier.js");
    test.diagnostic(`${size} bytes`);
    assert.ok(size <= 6 * KILOBYTE, `${size} bytes`);
  });

  it("is at most 18 KB with the widget and its words", async (test) => {
    const size = await compressed("widget.js");
    test.diagnostic(`${size} bytes`);
    assert.ok(size <= 18 * KILOBYTE, `${size} bytes`);
  });
});

/**
 * A module and all that it imports by itself, each compressed for itself.
 *
 * @param {string} module
 */
async function compressed(module) {
  const sizes = new Map();
  const look = async (/** @type {string} */ name) => {
    if (sizes.has(name)) return;
    const text = await readFile(new URL(name, FOLDER), "utf8");
    sizes.set(name, gzipSync(text).length);
    for (const [, imported] of text.matchAll(/from "\.\/(.+?)"/g)) await look(imported);
  };
  await look(module);
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
