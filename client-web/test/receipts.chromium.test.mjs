/** What the service worker tells the server of notifications, in Chromium. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");

/** How long a receipt may take, in milliseconds. */
const PATIENCE = 20_000;
const DAY = 86_400_000;

describe("a receipt", { skip, timeout: 240_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;
  /** @type {number} the status that the server answers, or 0 for a broken connection */
  let status;
  /** @type {Record<string, string>} */
  let headers;
  /** @type {Promise<void>} what the server waits for before it answers */
  let readiness;
  /** @type {{url?: string, authorization?: string, bytes: number, receipts: any[]}[]} */
  let seen;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path), {
      async api(request, response) {
        if (request.method !== "POST") return void response.writeHead(404).end();
        let body = "";
        for await (const chunk of request) body += chunk;
        const { url, headers: asked } = request;
        const bytes = Buffer.byteLength(body);
        seen.push({ url, authorization: asked.authorization, bytes, ...JSON.parse(body) });
        await readiness;
        if (status === 0) return void response.destroy();
        response.writeHead(status, headers).end();
      },
    });
  });

  beforeEach(async () => {
    seen = [];
    status = 202;
    headers = {};
    readiness = Promise.resolve();
    await worker.remember();
    await worker.page.evaluate(defineStore);
    await worker.inside(allowSync, false);
  });

  afterEach(async () => {
    status = 202;
    await worker.closeAll();
    await worker.inside(startTheClock, undefined);
    await worker.inside(syncInWorker, undefined);
    await worker.page.evaluate(clear);
  });

  after(async () => {
    await worker?.stop();
  });

  it("says that a push was displayed, of which delivery to whom", async () => {
    const earliest = Date.now();
    await push();
    const [{ url, authorization, receipts }] = await requests(1);
    assert.equal(url, "/v1/applications/demo/receipts");
    assert.equal(authorization, undefined);
    const [{ at, ...receipt }] = receipts;
    assert.deepEqual(receipt, {
      deliveryId: "delivery-1",
      notificationId: "n1",
      subscriptionId: "id-1",
      event: "displayed",
    });
    assert.ok(Date.parse(at) >= earliest && Date.parse(at) <= Date.now());
    await kept(0);
  });

  it("says that a notification was clicked", async () => {
    await push();
    await requests(1);
    assert.equal((await worker.click()).focused.length, 1);
    assert.deepEqual(told((await requests(2)).slice(1)), ["clicked delivery-1"]);
  });

  it("says that a notification was closed", async () => {
    await push();
    await requests(1);
    await worker.inside(closeInWorker, { by: "visitor" });
    assert.deepEqual(told((await requests(2)).slice(1)), ["closed delivery-1"]);
  });

  it("calls nothing closed that was clicked or replaced, though a browser does", async () => {
    await push();
    await worker.inside(closeInWorker, { by: "click" });
    await push("delivery-2", { tag: "match-7" });
    await worker.inside(closeInWorker, { by: "replacement" });
    const all = await eventually(
      () => Promise.resolve(told(seen)),
      (receipts) => receipts.includes("displayed delivery-2"),
      { within: PATIENCE, what: "the second push was told" },
    );
    assert.deepEqual(all, ["displayed delivery-1", "clicked delivery-1", "displayed delivery-2"]);
  });

  it("is sent for no push that is not Towncrier's", async () => {
    await worker.push(JSON.stringify({ notification: { title: "Of another" } }));
    await push();
    assert.deepEqual(told(await requests(1)), ["displayed delivery-1"]);
  });

  it("is sent for no delivery whose id the server could not read", async () => {
    for (const id of [7, "", "x".repeat(129), { toString: 1 }]) await push(id);
    await push("x".repeat(128));
    assert.deepEqual(told(await requests(1)), [`displayed ${"x".repeat(128)}`]);
  });

  it("is sent by no browser that has no subscription", async () => {
    await worker.forget();
    await push();
    await worker.remember();
    await push("delivery-2");
    assert.deepEqual(told(await requests(1)), ["displayed delivery-2"]);
  });

  it("goes with others of the same moment in one request", async () => {
    await worker.inside(stopTheClock, undefined);
    for (let i = 0; i < 10; i++) await push(`delivery-${i}`);
    await kept(10);
    await worker.inside(startTheClock, undefined);
    await kept(0);
    assert.equal(seen.length, 1);
    assert.equal(seen[0].receipts.length, 10);
  });

  it("waits for the request that is under way, and goes with others that do", async () => {
    let answer = () => {};
    readiness = new Promise((resolve) => (answer = () => resolve(undefined)));
    await push("delivery-0");
    await requests(1);
    for (let i = 1; i <= 3; i++) await push(`delivery-${i}`);
    await kept(4);
    answer();
    await kept(0);
    assert.deepEqual(seen.map(({ receipts }) => receipts.length), [1, 3]);
  });

  it("waits for another worker or page that is sending, and is not sent by both", async () => {
    await worker.page.evaluate(takeTheLock);
    await push();
    await eventually(
      () => worker.page.evaluate(lockIsWaitedFor),
      (waitedFor) => waitedFor,
      { within: PATIENCE, what: "the worker asks for the lock" },
    );
    assert.deepEqual(seen, []);
    await worker.page.evaluate(() => self.releaseTheLock());
    assert.deepEqual(told(await requests(1)), ["displayed delivery-1"]);
  });

  for (const away of [0, 429, 500, 503]) {
    it(`stays where the server answers ${away || "nothing"}, and goes with the next`, async () => {
      status = away;
      await push("delivery-1");
      await requests(1);
      await kept(1);
      status = 202;
      await push("delivery-2");
      await kept(0);
      assert.deepEqual(told(seen.slice(-1)), ["displayed delivery-1", "displayed delivery-2"]);
    });
  }

  it("is dropped where the server refuses it", async () => {
    status = 400;
    await push("delivery-1");
    await requests(1);
    await kept(0);
    status = 202;
    await push("delivery-2");
    assert.deepEqual(told((await requests(2)).slice(1)), ["displayed delivery-2"]);
  });

  for (const [kind, event] of /** @type {const} */ ([
    ["the browser is online again", "online"],
    ["a worker is activated", "activate"],
  ])) {
    it(`that stayed goes when ${kind}`, async () => {
      await put(record("delivery-1"));
      await worker.inside(async (type) => void self.dispatchEvent(new Event(type)), event);
      assert.deepEqual(told(await requests(1)), ["displayed delivery-1"]);
      await kept(0);
    });
  }

  it("that stayed goes with a Background Sync, which is asked for", async () => {
    await worker.inside(allowSync, true);
    status = 503;
    await push();
    await requests(1);
    status = 202;
    await kept(0);
    assert.deepEqual(told((await requests(2)).slice(1)), ["displayed delivery-1"]);
  });

  const inAnHour = { seconds: "3600", date: new Date(Date.now() + 3_600_000).toUTCString() };
  for (const [form, after] of Object.entries(inAnHour)) {
    it(`is not sent before Retry-After, a ${form}, is over`, async () => {
      status = 503;
      headers = { "Retry-After": after };
      await push("delivery-1");
      await requests(1);
      await held();
      status = 202;
      assert.match(await worker.inside(syncInWorker, undefined), /have to wait/);
      assert.equal(seen.length, 1);
      await worker.inside(turnTheClock, 3_601_000);
      assert.equal(await worker.inside(syncInWorker, undefined), "sent");
      assert.deepEqual(told(seen.slice(1)), ["displayed delivery-1"]);
    });
  }

  it("of another server is sent although the first has asked to wait", async () => {
    await put(record("delivery-1"), record("delivery-2", { application: "other" }));
    await worker.page.evaluate(hold, [record("delivery-1").url, Date.now() + DAY]);
    assert.match(await worker.inside(syncInWorker, undefined), /have to wait/);
    assert.deepEqual(
      seen.map(({ url }) => url),
      ["/v1/applications/other/receipts"],
    );
    await kept(1);
  });

  it("is one of at most 100 and 8,192 bytes in a request", async () => {
    const short = Array.from({ length: 150 }, (_, i) => record(`${i}`, { notificationId: "n" }));
    const notificationId = "ü".repeat(128);
    const long = Array.from({ length: 60 }, (_, i) => record(`ü${i}`, { notificationId }));
    await put(...short, ...long);
    assert.equal(await worker.inside(syncInWorker, undefined), "sent");
    assert.equal(new Set(told(seen)).size, 210);
    assert.equal(told(seen).length, 210);
    for (const { bytes, receipts } of seen) {
      assert.ok(receipts.length <= 100);
      assert.ok(bytes <= 8192);
    }
    assert.ok(seen.some(({ bytes }) => bytes > 7500));
    await kept(0);
  });

  it("gives way to newer ones where over 1,000 are kept", async () => {
    status = 503;
    await put(...Array.from({ length: 1005 }, (_, i) => record(`${i}`)));
    await push("newest");
    await requests(1);
    const ids = await kept(1000);
    assert.equal(ids[0], "6");
    assert.equal(ids.at(-1), "newest");
  });

  it("is dropped after seven days", async () => {
    const aged = (age) => ({ at: new Date(Date.now() - age).toISOString() });
    await put(record("old", aged(7 * DAY + 1000)), record("young", aged(6 * DAY)));
    assert.equal(await worker.inside(syncInWorker, undefined), "sent");
    assert.deepEqual(told(seen), ["displayed young"]);
    await kept(0);
  });

  /**
   * @param {unknown} [deliveryId]
   * @param {object} [members]
   */
  function push(deliveryId = "delivery-1", members = {}) {
    return worker.push(
      JSON.stringify({
        web_push: 8030,
        notification: { title: "Hello", ...members },
        towncrier: { id: "n1", deliveryId },
      }),
    );
  }

  /**
   * A receipt as the worker keeps it.
   *
   * @param {string} deliveryId
   * @param {{application?: string, at?: string, notificationId?: string}} [members]
   */
  function record(deliveryId, { application = "demo", at, notificationId = "n1" } = {}) {
    const receipt = {
      deliveryId,
      notificationId,
      subscriptionId: "id-1",
      event: "displayed",
      at: at ?? new Date().toISOString(),
    };
    return { url: `${worker.origin}/v1/applications/${application}/receipts`, receipt };
  }

  /** @param {object[]} records */
  function put(...records) {
    return worker.page.evaluate(putInPage, records);
  }

  /** @param {number} count */
  function requests(count) {
    return eventually(
      () => Promise.resolve(seen),
      (all) => all.length >= count,
      { within: PATIENCE, what: `${count} requests were sent` },
    );
  }

  /**
   * Waits until so many receipts are kept.
   *
   * @param {number} count
   * @returns {Promise<string[]>} their delivery ids, oldest first
   */
  function kept(count) {
    return eventually(
      () => worker.page.evaluate(keptIds),
      (ids) => ids.length === count,
      { within: PATIENCE, what: `${count} receipts are kept` },
    );
  }

  function held() {
    return eventually(
      () => worker.page.evaluate(heldUrls),
      (urls) => urls.length === 1,
      { within: PATIENCE, what: "the worker knows that it has to wait" },
    );
  }

  /** @param {{receipts: any[]}[]} requests */
  function told(requests) {
    return requests.flatMap(({ receipts }) =>
      receipts.map(({ event, deliveryId }) => `${event} ${deliveryId}`),
    );
  }
});

// What follows runs in the page.

async function defineStore() {
  self.withReceipts = async (mode, work) => {
    const opening = indexedDB.open("towncrier");
    await new Promise((opened) => (opening.onsuccess = opened));
    const transaction = opening.result.transaction("receipts", mode);
    const request = work(transaction.objectStore("receipts"));
    await new Promise((completed) => (transaction.oncomplete = completed));
    opening.result.close();
    return request?.result;
  };
}

/** @param {object[]} records */
async function putInPage(records) {
  await self.withReceipts("readwrite", (store) => records.forEach((each) => store.add(each)));
}

/** @param {[string, number]} held */
async function hold([url, until]) {
  await self.withReceipts("readwrite", (store) => store.put(until, url));
}

async function clear() {
  await self.withReceipts("readwrite", (store) => store.clear());
}

async function keptIds() {
  const all = await self.withReceipts("readonly", (store) => store.getAll());
  return all.filter(({ receipt }) => receipt).map(({ receipt }) => receipt.deliveryId);
}

async function heldUrls() {
  const keys = await self.withReceipts("readonly", (store) => store.getAllKeys());
  return keys.filter((key) => typeof key === "string");
}

async function takeTheLock() {
  await new Promise((taken) => {
    navigator.locks.request("towncrier-receipts", () => {
      taken(undefined);
      return new Promise((release) => (self.releaseTheLock = release));
    });
  });
}

async function lockIsWaitedFor() {
  const { pending = [] } = await navigator.locks.query();
  return pending.some(({ name }) => name === "towncrier-receipts");
}

// What follows runs in the worker.

/** @param {boolean} allowed whether the browser has Background Sync */
async function allowSync(allowed) {
  self.register ??= SyncManager.prototype.register;
  const refuse = () => Promise.reject(new DOMException("No", "NotAllowedError"));
  SyncManager.prototype.register = allowed ? self.register : refuse;
}

/** @returns {Promise<string>} "sent", or why not */
async function syncInWorker() {
  const event = new Event("sync");
  event.tag = "towncrier-receipts";
  let done;
  event.waitUntil = (work) => (done = work);
  self.dispatchEvent(event);
  return done.then(() => "sent", String);
}

/** Time-outs wait until the clock starts. */
async function stopTheClock() {
  self.due = [];
  self.setTimeout = (work) => void self.due.push(work);
}

async function startTheClock() {
  delete self.setTimeout;
  Date.now = self.now ?? Date.now;
  for (const work of self.due?.splice(0) ?? []) work();
}

/** @param {number} ahead milliseconds */
async function turnTheClock(ahead) {
  self.now ??= Date.now;
  Date.now = () => self.now.call(Date) + ahead;
}

/** @param {{by: "visitor" | "click" | "replacement"}} how */
async function closeInWorker({ by }) {
  const done = [];
  const dispatch = (type, notification) => {
    const event = new NotificationEvent(type, { notification });
    event.waitUntil = (work) => done.push(work);
    self.dispatchEvent(event);
  };
  self.clients.openWindow = async () => {};
  WindowClient.prototype.focus = async () => {};
  const [notification] = await self.registration.getNotifications();
  if (by === "click") dispatch("notificationclick", notification);
  if (by === "replacement") {
    const { title, tag, data } = notification;
    const shown = data.shown + 1;
    await self.registration.showNotification(title, { tag, data: { ...data, shown } });
  }
  dispatch("notificationclose", notification);
  await Promise.all(done);
}
