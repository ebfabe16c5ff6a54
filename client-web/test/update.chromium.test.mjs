/** Another version of the service worker, and of its database, in Chromium. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");
const SCRIPT = new URL("../src/main/resources/META-INF/resources/towncrier-sw.js", import.meta.url);

/** How long a receipt may take, in milliseconds. */
const PATIENCE = 20_000;
describe("an update", { skip, timeout: 120_000 }, () => {
  /** @type {any[]} */
  let receipts;

  const api = async (request, response) => {
    if (request.method !== "POST") return void response.writeHead(404).end();
    let body = "";
    for await (const chunk of request) body += chunk;
    receipts.push(...JSON.parse(body).receipts);
    response.writeHead(202).end();
  };

  it("of the script takes over at once, and keeps subscription and notifications", async (t) => {
    const worker = await start(t);
    await worker.remember();
    await worker.push(message("Before"));
    const script = `${await readFile(SCRIPT, "utf8")}\n// Another version.\nself.another = true;`;
    await worker.update("/towncrier-sw.js", script);
    assert.equal(await worker.inside(async () => self.another, undefined), true);
    assert.equal((await worker.remembered()).token, "token-1");
    await worker.push(message("After"));
    const titles = (await worker.shown()).map(({ title }) => title);
    assert.deepEqual(titles.sort(), ["After", "Before"]);
    await told("delivery-After");
  });

  it("of the database from version 1 keeps what is stored, and adds what is missing", async (t) => {
    const worker = await start(t, { before: [storeInVersion1] });
    await worker.push(message("Upgraded"));
    const { subscriptionId } = await told("delivery-Upgraded");
    assert.equal(subscriptionId, "id-1");
    assert.deepEqual(await worker.page.evaluate(describeDatabase), {
      version: 2,
      stores: ["choices", "receipts", "subscriptions"],
    });
    assert.equal((await worker.remembered()).token, "token-1");
  });

  it("of the database that an old page holds up holds up no push", async (t) => {
    const worker = await start(t, { before: [storeInVersion1, holdVersion1] });
    await worker.push(message("Shown"));
    assert.equal((await worker.shown())[0].title, "Shown");
    assert.match(await worker.inside(replaceInWorker, undefined), /did not open in time/);
    await worker.page.evaluate(() => self.held.close());
    await worker.push(message("Counted"));
    await told("delivery-Counted");
  });

  it("of the database by a newer page waits for no worker, which goes on", async (t) => {
    const worker = await start(t);
    await worker.remember();
    await worker.inside(forgetToClose, undefined);
    await worker.push(message("Older"));
    await told("delivery-Older");
    await worker.page.evaluate(upgradeToVersion3);
    await worker.push(message("Newer"));
    await told("delivery-Newer");
  });

  /**
   * @param {import("node:test").TestContext} t
   * @param {import("./worker-in-chromium.mjs").Setting} [setting]
   */
  async function start(t, setting) {
    receipts = [];
    const started = await startWorker(/** @type {string} */ (path), { api, ...setting });
    t.after(() => started.stop());
    return started;
  }

  /** @param {string} title */
  function message(title) {
    const towncrier = { id: "n1", deliveryId: `delivery-${title}` };
    return JSON.stringify({ web_push: 8030, notification: { title }, towncrier });
  }

  /** @param {string} deliveryId */
  async function told(deliveryId) {
    const all = await eventually(
      () => Promise.resolve(receipts),
      (seen) => seen.some((each) => each.deliveryId === deliveryId),
      { within: PATIENCE, what: `a receipt of ${deliveryId} was sent` },
    );
    return all.find((each) => each.deliveryId === deliveryId);
  }
});

// What follows runs in the page.

/** The database as it was, with a subscription in it. */
async function storeInVersion1() {
  const opening = indexedDB.open("towncrier", 1);
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore("subscriptions", { keyPath: "scope" });
  await new Promise((opened) => (opening.onsuccess = opened));
  const transaction = opening.result.transaction("subscriptions", "readwrite");
  transaction.objectStore("subscriptions").put({
    scope: `${location.origin}/`,
    application: "demo",
    server: location.origin,
    id: "id-1",
    token: "token-1",
    endpoint: "https://push.example/1",
    applicationServerKey: "BAAA",
  });
  await new Promise((completed) => (transaction.oncomplete = completed));
  opening.result.close();
}

/** An old page, which closes for nobody. */
async function holdVersion1() {
  const opening = indexedDB.open("towncrier", 1);
  await new Promise((opened) => (opening.onsuccess = opened));
  self.held = opening.result;
}

async function upgradeToVersion3() {
  const opening = indexedDB.open("towncrier", 3);
  await new Promise((opened) => (opening.onsuccess = opened));
  opening.result.close();
}

async function describeDatabase() {
  const opening = indexedDB.open("towncrier");
  await new Promise((opened) => (opening.onsuccess = opened));
  const { version, objectStoreNames } = opening.result;
  opening.result.close();
  return { version, stores: [...objectStoreNames] };
}

// What follows runs in the worker.

/** @returns {Promise<string>} what went wrong */
async function replaceInWorker() {
  const event = new Event("pushsubscriptionchange");
  let done;
  event.waitUntil = (work) => (done = work);
  self.dispatchEvent(event);
  return done.then(() => "nothing", String);
}

/** Leaves connections open until they are closed once more. */
async function forgetToClose() {
  const { close } = IDBDatabase.prototype;
  const left = new WeakSet();
  IDBDatabase.prototype.close = function () {
    if (left.has(this)) close.call(this);
    left.add(this);
  };
}
