/** Pushes to the service worker, in Chromium. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";
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

  it("alerts again when asked to, but not for a repeat", async () => {
    const renotify = { tag: "match-7", renotify: true };
    await worker.push(message({ title: "First", ...renotify }, "delivery-6"));
    await worker.push(message({ title: "Second", ...renotify }, "delivery-8"));
    assert.deepEqual(await alerts(), [["Second", true]]);
    await worker.push(message({ title: "Repeat of the second", ...renotify }, "delivery-8"));
    assert.deepEqual(await alerts(), [["Repeat of the second", false]]);
  });

  it("is silent when asked to", async () => {
    await worker.push(message({ title: "Quiet", silent: true }, "delivery-9"));
    const [shown] = await worker.shown();
    assert.equal(shown.silent, true);
  });

  it("sets the badge of the application, and shows also where that fails", async () => {
    const badge = (count) => JSON.stringify({ ...FULL, app_badge: count });
    await worker.inside(recordBadges, undefined);
    for (const count of [3, 0, -1, "many"]) await worker.push(badge(count));
    const limits = { within: 10_000, what: "all badges were set" };
    const set = await eventually(
      () => worker.inside(async () => self.badges, undefined),
      (badges) => badges.length === 3,
      limits,
    );
    assert.deepEqual(set, [3, 0, -1]);
    assert.equal((await worker.shown()).length, 1);
  });

  it("shows as much as a push message can hold", async () => {
    const empty = message({ title: "Long", body: "" }, "delivery-10");
    const body = "x".repeat(3993 - empty.length);
    const payload = message({ title: "Long", body }, "delivery-10");
    assert.equal(Buffer.byteLength(payload), 3993);
    await worker.push(payload);
    const [shown] = await worker.shown();
    assert.equal(shown.body, body);
  });

  const unreadable = {
    "without a payload": "",
    "that is no JSON": "{broken",
    "that is null": "null",
    "that is a text": '"news"',
    "that is a list": "[8030]",
    "with a notification that is a text": '{"web_push":8030,"notification":"news"}',
    "with a title that is no text": '{"web_push":8030,"notification":{"title":{"toString":1}}}',
    "of something else": '{"aps":{"alert":"news"}}',
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
    "a tag that is no text": { tag: { toString: 1, valueOf: 1 } },
    "an address that is no text": { navigate: { toString: 1, valueOf: 1 } },
    "a time that there is not": { timestamp: 1e300 },
    "a vibration that is none": { vibrate: { toString: 1, valueOf: 1 } },
    "a language that is none": { lang: { toString: 1, valueOf: 1 } },
    "a group that is no text": { data: { group: { toString: 1 } } },
    "data that is null": { data: null },
  };
  for (const [kind, members] of Object.entries(disliked)) {
    it(`with ${kind} still shows its words`, async () => {
      await worker.push(message({ title: "Words", body: "that matter", ...members }, "delivery-7"));
      const [shown] = await worker.shown();
      assert.equal(shown.title, "Words");
      assert.equal(shown.body, "that matter");
    });
  }

  it("with words that are none either still shows its title", async () => {
    await worker.push(message({ title: "Title", body: { toString: 1 }, icon: null }, null));
    const [shown] = await worker.shown();
    assert.equal(shown.title, "Title");
    assert.equal(shown.body, "");
  });

  it("stays silent although its trimmings are not to the browser's liking", async () => {
    await worker.push(message({ title: "Quiet", silent: true, vibrate: [100] }, "delivery-11"));
    const [shown] = await worker.shown();
    assert.equal(shown.silent, true);
  });

  it("is shown although the one before is still waiting for its icon", async () => {
    await worker.inside(neverShowTheNext, undefined);
    await worker.deliver(message({ title: "With a slow icon" }, "delivery-12"));
    await worker.inside(async () => self.stuck, undefined);
    await worker.push(message({ title: "After it" }, "delivery-13"));
    assert.deepEqual(
      (await worker.shown()).map(({ title }) => title),
      ["After it"],
    );
  });

  async function alerts() {
    return (await worker.shown()).map(({ title, renotify }) => [title, renotify]);
  }
});

describe("a push to a visitor who reads Arabic", { skip, timeout: 60_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path), { language: "ar-EG" });
  });

  after(async () => {
    await worker?.stop();
  });

  it("that can't be read says so in Arabic", async () => {
    await worker.push("{broken");
    const [shown] = await worker.shown();
    assert.equal(shown.lang, "ar");
    assert.equal(shown.title, "إشعار");
    assert.equal(shown.body, `هناك جديد في ${new URL(worker.origin).host}.`);
  });
});

async function neverShowTheNext() {
  const { registration } = self;
  self.stuck = new Promise((resolve) => {
    registration.showNotification = () => {
      resolve(undefined);
      return new Promise(() => {});
    };
  });
}

async function recordBadges() {
  self.badges = [];
  navigator.setAppBadge = async (count) => {
    self.badges.push(count);
    if (count < 0) throw new TypeError("A badge is no less than 0.");
  };
}

/**
 * @param {object} notification
 * @param {string | null} deliveryId
 */
function message(notification, deliveryId) {
  return JSON.stringify({
    web_push: 8030,
    mutable: true,
    notification,
    towncrier: { id: "notification", deliveryId },
  });
}
