import assert from "node:assert/strict";
import { it } from "node:test";
import { decodeKey, sameKey } from "../src/main/resources/META-INF/resources/towncrier/keys.js";

const bytes = Uint8Array.from({ length: 65 }, (_, index) => 255 - index);
const padded = Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");

it("reads a key in base64url with padding and without", () => {
  assert.deepEqual(decodeKey(padded), bytes);
  assert.deepEqual(decodeKey(padded.replaceAll("=", "")), bytes);
});

it("recognises the key that a subscription was made with", () => {
  assert.equal(sameKey(bytes.buffer, decodeKey(padded)), true);
});

it("tells another key, a shorter one and none apart", () => {
  const other = Uint8Array.from(bytes);
  other[64] ^= 1;
  assert.equal(sameKey(other.buffer, bytes), false);
  assert.equal(sameKey(bytes.slice(1).buffer, bytes), false);
  assert.equal(sameKey(null, bytes), false);
});
