/**
 * The whole path, in stock Firefox against a running system: subscribe on the demo site, send from
 * the command line, see the notification, unsubscribe. Reads from the environment:
 *
 * - TOWNCRIER_URL        http://127.0.0.1:PORT of the running system
 * - TOWNCRIER_PUSH_WS    ws://127.0.0.1:PORT/ of its push service
 * - TOWNCRIER_COMMAND    path of the `towncrier` script
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { violations } from "./accessibility.mjs";
import { locate, startFirefox } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";

const run = promisify(execFile);
const { path, skip } = locate("firefox");

/** How long a notification may take from the command to the screen, in milliseconds. */
const PATIENCE = 30_000;

describe("the demo site in Firefox", { skip, timeout: 180_000 }, () => {
  const url = required("TOWNCRIER_URL");
  const command = required("TOWNCRIER_COMMAND");
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;

  before(async () => {
    browser = await startFirefox(/** @type {string} */ (path), required("TOWNCRIER_PUSH_WS"));
    page = await browser.newPage();
    await page.goto(url);
  });

  after(async () => {
    await browser?.close();
  });

  it("asks for nothing by itself", async () => {
    await state("unsubscribed");
    assert.equal(await page.evaluate(registrations), 0);
  });

  it("subscribes to news on a click", async () => {
    await page.click("#choose");
    await page.check("input[name=topic][value=news]");
    await page.uncheck("input[name=topic][value=sport]");
    await page.click("[part=primary]");
    await state("subscribed");
    assert.deepEqual(await violations(page), []);
  });

  it("shows what is sent to news", async () => {
    await run(command, ["send", "--topic", "news", "--title", "Hello"]);
    await shown("Hello");
  });

  it("does not show what is sent to a topic that was not chosen", async () => {
    await run(command, ["send", "--topic", "sport", "--title", "Goal"]);
    // Another one to news marks the point by which the first would have come.
    await run(command, ["send", "--topic", "news", "--title", "Later"]);
    await shown("Later");
    assert.ok(!(await page.evaluate(titles)).includes("Goal"));
  });

  it("shows a topic that was chosen afterwards", async () => {
    await page.check("input[name=topic][value=sport]");
    await page.getByText("Saved.").waitFor();
    await run(command, ["send", "--topic", "sport", "--title", "Second goal"]);
    await shown("Second goal");
  });

  it("still knows its subscription and topics after a reload", async () => {
    await page.reload();
    await state("subscribed");
    await page.click("[part=bell]");
    await page.waitForSelector(".panel[aria-busy=false]");
    assert.ok(await page.isChecked("input[name=topic][value=sport]"));
  });

  it("unsubscribes on a click", async () => {
    await page.click("[part=unsubscribe]");
    await state("unsubscribed");
    assert.equal(await page.evaluate(endpoint), undefined);
  });

  it("subscribes again afterwards", async () => {
    await page.click("[part=primary]");
    await state("subscribed");
    await run(command, ["send", "--topic", "news", "--title", "Welcome back"]);
    await shown("Welcome back");
    await page.click("[part=unsubscribe]");
    await state("unsubscribed");
  });

  /** @param {string} expected */
  async function state(expected) {
    await page.waitForSelector(`#state[data-state=${expected}]`).catch(async (cause) => {
      const said = await page.textContent(".error");
      throw new Error(`The page is not ${expected}; its error: ${said || "none"}`, { cause });
    });
    await page.waitForSelector(".panel:not([aria-busy=true])", { state: "attached" });
    assert.equal(await page.isVisible("[role=alert]"), false);
  }

  /** @param {string} title */
  async function shown(title) {
    const limits = { within: PATIENCE, what: `"${title}" shows` };
    await eventually(() => page.evaluate(titles), (seen) => seen.includes(title), limits);
  }
});

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value && !skip) throw new Error(`${name} is not set`);
  return value ?? "";
}

// What follows runs in the page.

async function registrations() {
  return (await navigator.serviceWorker.getRegistrations()).length;
}

async function endpoint() {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription())?.endpoint;
}

async function titles() {
  const registration = await navigator.serviceWorker.getRegistration();
  return ((await registration?.getNotifications()) ?? []).map((each) => each.title);
}
