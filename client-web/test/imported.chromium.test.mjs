/** The service worker in one of the site's own, which loads it by importScripts, in Chromium. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");

/** A site's worker that shows each push, and notes what it is told of. */
const SITE = `
  self.skipped = false;
  self.skipWaiting = async () => void (self.skipped = true);
  importScripts("/towncrier-sw.js");
  const noted = (self.noted = []);
  addEventListener("push", (event) => {
    noted.push("push");
    const data = { site: true };
    event.waitUntil(registration.showNotification("The site's own", { tag: "site", data }));
  });
  addEventListener("notificationclick", () => noted.push("click"));
  addEventListener("notificationclose", () => noted.push("close"));
`;

describe("in a site's own worker", { skip, timeout: 120_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path), {
      script: "/sw.js",
      scripts: new Map([["/sw.js", SITE]]),
    });
  });

  afterEach(async () => {
    await worker.closeAll();
    await worker.inside(async () => void self.noted.splice(0), undefined);
  });

  after(async () => {
    await worker?.stop();
  });

  const ours = {
    "with both marks": { web_push: 8030, towncrier: { id: "n", deliveryId: "delivery" } },
    "that says it is declarative": { web_push: 8030 },
    "that says of which delivery it is": { towncrier: { id: "n", deliveryId: "delivery" } },
  };
  for (const [kind, marks] of Object.entries(ours)) {
    it(`a message ${kind} is shown once, and not handed to the site`, async () => {
      await worker.push(JSON.stringify({ ...marks, notification: { title: "Ours" } }));
      assert.deepEqual(await titles(), ["Ours"]);
      assert.deepEqual(await noted(), []);
    });
  }

  it("a message with a mark that can't be shown still shows something", async () => {
    await worker.push('{"web_push":8030}');
    assert.deepEqual(await titles(), ["Notification"]);
  });

  const foreign = {
    "of the site": '{"notification":{"title":"Not ours"}}',
    "that is no JSON": "{broken",
    "that is null": "null",
    "without a payload": "",
  };
  for (const [kind, payload] of Object.entries(foreign)) {
    it(`a message ${kind} is left to the site`, async () => {
      await worker.push(payload);
      assert.deepEqual(await titles(), ["The site's own"]);
      assert.deepEqual(await noted(), ["push"]);
    });
  }

  it("a click on a notification of ours goes where it leads, and not to the site", async () => {
    await worker.push('{"web_push":8030,"notification":{"title":"Ours","navigate":"/there"}}');
    const { opened, left } = await worker.click();
    assert.deepEqual(opened, [`${worker.origin}/there`]);
    assert.equal(left, 0);
    assert.deepEqual(await noted(), []);
  });

  it("clicks on the site's notifications, and their closing, are left to the site", async () => {
    await worker.push("");
    const { opened, focused, left } = await worker.click();
    assert.deepEqual({ opened, focused, left }, { opened: [], focused: [], left: 1 });
    await worker.inside(closeInWorker, undefined);
    assert.deepEqual(await noted(), ["push", "click", "close"]);
  });

  it("the site decides when another version takes over", async () => {
    assert.equal(await worker.inside(async () => self.skipped, undefined), false);
  });

  async function titles() {
    return (await worker.shown()).map(({ title }) => title);
  }

  function noted() {
    return worker.inside(async () => self.noted, undefined);
  }
});

async function closeInWorker() {
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclose", { notification }));
}
