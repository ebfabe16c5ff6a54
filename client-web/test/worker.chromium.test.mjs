/** Pushes to the service worker, in Chromium. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");

const FULL = {
  web_push: 8030,
  mutable: true,
  notification: {
    title: "Shipped",
    lang: "en",
    dir: "ltr",
    body: "It is on its way",
    navigate: "https://shop.example/orders/4711",
    icon: "/icon.png",
    badge: "/icon.png",
    image: "/icon.png",
    timestamp: 1_700_000_000_000,
    requireInteraction: true,
    vibrate: [100, 50, 100],
    data: { order: 4711 },
    actions: [{ action: "track", title: "Track", navigate: "https://shop.example/track/4711" }],
  },
  app_badge: 1,
  towncrier: { id: "order-4711-shipped", deliveryId: "delivery-1" },
};

describe("a push", { skip, timeout: 120_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path));
  });

  afterEach(async () => {
    await worker.closeAll();
  });

  after(async () => {
    await worker?.stop();
  });

  it("shows all that the message declares", async () => {
    await worker.push(JSON.stringify(FULL));
    const [shown] = await worker.shown();
    assert.equal(shown.title, "Shipped");
    assert.equal(shown.body, "It is on its way");
    assert.equal(shown.lang, "en");
    assert.equal(shown.dir, "ltr");
    assert.equal(shown.icon, `${worker.origin}/icon.png`);
    assert.equal(shown.timestamp, 1_700_000_000_000);
    assert.equal(shown.requireInteraction, true);
    assert.equal(shown.renotify, false);
    assert.deepEqual(shown.actions, [{ action: "track", title: "Track" }]);
    assert.deepEqual(shown.data.data, { order: 4711 });
    assert.deepEqual(shown.data.towncrier, FULL.towncrier);
  });

  it("is tagged with its delivery id, so that a repeat replaces it", async () => {
    await worker.push(message({ title: "First copy" }, "delivery-2"));
    await worker.push(message({ title: "Second copy" }, "delivery-2"));
    const shown = await worker.shown();
    assert.deepEqual(
      shown.map(({ title }) => title),
      ["Second copy"],
    );
    assert.equal(shown[0].tag, "delivery-2");
  });

  it("keeps the tag of its publisher", async () => {
    await worker.push(message({ title: "Score", tag: "match-7" }, "delivery-3"));
    const [shown] = await worker.shown();
    assert.equal(shown.tag, "match-7");
  });

  it("stands beside another delivery", async () => {
    await worker.push(message({ title: "One" }, "delivery-4"));
    await worker.push(message({ title: "Two" }, "delivery-5"));
    assert.equal((await worker.shown()).length, 2);
  });

  it("alerts again when asked to", async () => {
    await worker.push(message({ title: "Again", tag: "match-7", renotify: true }, "delivery-6"));
    const [shown] = await worker.shown();
    assert.equal(shown.renotify, true);
  });

  const unreadable = {
    "without a payload": "",
    "that is no JSON": "{broken",
    "that is null": "null",
    "without a notification": '{"web_push":8030}',
    "without a title": '{"web_push":8030,"notification":{"body":"?"}}',
  };
  for (const [kind, payload] of Object.entries(unreadable)) {
    it(`${kind} still shows something`, async () => {
      await worker.push(payload);
      const [shown] = await worker.shown();
      assert.equal(shown.body, `There is something new at ${new URL(worker.origin).host}.`);
    });
  }

  const disliked = {
    "an icon that is no URL": { icon: "http://[" },
    "a direction that does not exist": { dir: "up" },
    "silence that vibrates": { silent: true, vibrate: [100] },
    "actions that are no list": { actions: "track" },
    "an action without a title": { actions: [{ action: "track" }, null] },
    "a tag that is no text": { tag: 7 },
  };
  for (const [kind, members] of Object.entries(disliked)) {
    it(`with ${kind} still shows its words`, async () => {
      await worker.push(message({ title: "Words", body: "that matter", ...members }, "delivery-7"));
      const [shown] = await worker.shown();
      assert.equal(shown.title, "Words");
      assert.equal(shown.body, "that matter");
    });
  }
});

/**
 * @param {object} notification
 * @param {string} deliveryId
 */
function message(notification, deliveryId) {
  return JSON.stringify({
    web_push: 8030,
    mutable: true,
    notification,
    towncrier: { id: "notification", deliveryId },
  });
}
