import { setTimeout } from "node:timers/promises";

/**
 * Reads again and again until what was read is accepted.
 *
 * Playwright's `waitForFunction` is no match for this: it takes the promise of an asynchronous
 * function for its success.
 *
 * @template T
 * @param {() => Promise<T>} read
 * @param {(value: T) => boolean} accepted
 * @param {{within: number, what: string}} limits `within` in milliseconds
 * @returns {Promise<T>}
 */
export async function eventually(read, accepted, { within, what }) {
  const deadline = performance.now() + within;
  for (;;) {
    const value = await read();
    if (accepted(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(`Not within ${within} ms: ${what}; last was ${JSON.stringify(value)}`);
    }
    await setTimeout(50);
  }
}
