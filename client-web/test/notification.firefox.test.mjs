/**
 * The whole path, in stock Firefox against a running system: subscribe on the demo site, send, see
 * the notification, belong to a person for a while, move to another key, unsubscribe.
 */
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { violations } from "./accessibility.mjs";
import { locate, startFirefox } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";
import { runningSystem } from "./system.mjs";

const { path, skip } = locate("firefox");

/** How long a notification may take from the command to the screen, in milliseconds. */
const PATIENCE = 30_000;

describe("the demo site in Firefox", { skip, timeout: 180_000 }, () => {
  /** @type {ReturnType<typeof runningSystem>} */
  let system;
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;

  before(async () => {
    system = runningSystem();
    browser = await startFirefox(/** @type {string} */ (path), system.pushServer);
    page = await browser.newPage();
    await page.goto(system.url);
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
    await system.send("news", "Hello");
    await shown("Hello");
  });

  it("does not show what is sent to a topic that was not chosen", async () => {
    await system.send("sport", "Goal");
    // Another one to news marks the point by which the first would have come.
    await system.send("news", "Later");
    await shown("Later");
    assert.ok(!(await page.evaluate(titles)).includes("Goal"));
  });

  it("shows a topic that was chosen afterwards", async () => {
    await page.check("input[name=topic][value=sport]");
    await page.getByText("Saved.").waitFor();
    await system.send("sport", "Second goal");
    await shown("Second goal");
  });

  it("still knows its subscription and topics after a reload", async () => {
    await page.reload();
    await state("subscribed");
    await page.click("[part=bell]");
    await page.waitForSelector(".panel[aria-busy=false]");
    assert.ok(await page.isChecked("input[name=topic][value=sport]"));
  });

  it("sends its visitor a message, and says where it is", async () => {
    await page.fill("#headline", "To myself");
    await page.click("#send button");
    await shown("To myself");
    for (const station of ["Published", "Accepted", "Displayed"]) {
      await page.waitForSelector(`#way li[data-passed]:has-text("${station}")`);
    }
    assert.equal(await page.isVisible("#error"), false);
    assert.deepEqual(await violations(page), []);
  });

  it("gets a person's messages until that person logs out, and none of theirs then", async () => {
    const secret = randomBytes(32);
    await system.manage("POST", "/user-keys", { kty: "oct", k: secret.toString("base64url") });
    await page.evaluate(identify, userToken("ann", secret));
    await toAnn("For Ann");
    await shown("For Ann");
    assert.deepEqual(await page.evaluate(forget), { confirmed: true });
    await toAnn("For Ann alone");
    // Another one marks the point by which that one would have come.
    await system.send("news", "For everybody");
    await shown("For everybody");
    assert.ok(!(await page.evaluate(titles)).includes("For Ann alone"));
  });

  it("moves to a new key when it comes by again, and keeps its topics", async () => {
    const before = await page.evaluate(endpoint);
    await system.manage("POST", "/vapid-keys/rotate");
    await page.reload();
    await state("subscribed");
    assert.notEqual(await page.evaluate(endpoint), before);
    await system.send("sport", "By another key");
    await shown("By another key");
  });

  it("unsubscribes on a click", async () => {
    await page.click("[part=bell]");
    await page.click("[part=unsubscribe]");
    await state("unsubscribed");
    assert.equal(await page.evaluate(endpoint), undefined);
  });

  it("subscribes again afterwards", async () => {
    await page.click("[part=primary]");
    await state("subscribed");
    await system.send("news", "Welcome back");
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
  async function toAnn(title) {
    const audience = { users: ["ann"] };
    await system.manage("POST", "/notifications", { audience, notification: { title } });
  }

  /** @param {string} title */
  async function shown(title) {
    const limits = { within: PATIENCE, what: `"${title}" shows` };
    await eventually(() => page.evaluate(titles), (seen) => seen.includes(title), limits);
  }
});

/**
 * A userToken as a site's back end makes it.
 *
 * @param {string} user
 * @param {Buffer} secret
 */
function userToken(user, secret) {
  const json = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1_000) + 600;
  const signed = `${json({ alg: "HS256" })}.${json({ sub: user, aud: "demo", exp })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

// What follows runs in the page.

/** @param {string} token */
async function identify(token) {
  await document.querySelector("towncrier-subscribe").towncrier.identify(token);
}

function forget() {
  return document.querySelector("towncrier-subscribe").towncrier.forget();
}

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
