/** What the service worker tells the server of notifications, in Chromium. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");

/** How long a receipt may take, in milliseconds. */
const PATIENCE = 10_000;

describe("a receipt", { skip, timeout: 120_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;
  /** @type {number} */
  let status;
  /** @type {{url?: string, authorization?: string, receipts: any[]}[]} */
  let seen;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path), {
      async api(request, response) {
        if (request.method !== "POST") return void response.writeHead(404).end();
        let body = "";
        for await (const chunk of request) body += chunk;
        const { url, headers } = request;
        seen.push({ url, authorization: headers.authorization, ...JSON.parse(body) });
        if (status === 0) return void response.destroy();
        response.writeHead(status).end();
      },
    });
  });

  beforeEach(async () => {
    seen = [];
    status = 202;
    await worker.remember();
  });

  afterEach(async () => {
    await worker.closeAll();
  });

  after(async () => {
    await worker?.stop();
  });

  it("says that a push was displayed, of which delivery to whom", async () => {
    const earliest = Date.now();
    await push();
    const [{ url, authorization, receipts }] = await told(1);
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
  });

  it("says that a notification was clicked", async () => {
    await push();
    await told(1);
    assert.equal((await worker.click()).focused.length, 1);
    assert.equal((await told(2))[1].receipts[0].event, "clicked");
  });

  it("says that a notification was closed", async () => {
    await push();
    await told(1);
    await worker.inside(closeInWorker, undefined);
    const [{ event, deliveryId }] = (await told(2))[1].receipts;
    assert.equal(event, "closed");
    assert.equal(deliveryId, "delivery-1");
  });

  it("that does not reach the server is let go", async () => {
    status = 0;
    await push();
    await told(1);
    assert.equal((await worker.shown()).length, 1);
    assert.equal((await worker.click()).focused.length, 1);
  });

  it("is sent for no push that is not Towncrier's", async () => {
    await worker.push(JSON.stringify({ notification: { title: "Of another" } }));
    await push();
    assert.equal((await told(1))[0].receipts[0].deliveryId, "delivery-1");
    assert.equal(seen.length, 1);
  });

  it("is sent by no browser that has no subscription", async () => {
    await worker.forget();
    await push();
    await worker.remember();
    await push();
    await told(1);
    assert.equal(seen.length, 1);
  });

  function push() {
    return worker.push(
      JSON.stringify({
        web_push: 8030,
        notification: { title: "Hello" },
        towncrier: { id: "n1", deliveryId: "delivery-1" },
      }),
    );
  }

  /** @param {number} count */
  function told(count) {
    const limits = { within: PATIENCE, what: `${count} receipts were sent` };
    return eventually(
      () => Promise.resolve(seen),
      (receipts) => receipts.length >= count,
      limits,
    );
  }
});

async function closeInWorker() {
  const [notification] = await self.registration.getNotifications();
  const done = [];
  const event = new NotificationEvent("notificationclose", { notification });
  event.waitUntil = (work) => done.push(work);
  self.dispatchEvent(event);
  await Promise.all(done);
}
