/** Clicks on what the service worker showed, in Chromium. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");

describe("a click on a notification", { skip, timeout: 120_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path));
  });

  after(async () => {
    await worker?.stop();
  });

  it("closes it and opens where it leads", async () => {
    await show({ navigate: "https://shop.example/orders/4711" });
    const { opened, focused, left } = await worker.click();
    assert.deepEqual(opened, ["https://shop.example/orders/4711"]);
    assert.deepEqual(focused, []);
    assert.equal(left, 0);
  });

  it("focuses a window that is there already", async () => {
    await show({ navigate: `${worker.origin}/` });
    const { opened, focused } = await worker.click();
    assert.deepEqual(opened, []);
    assert.deepEqual(focused, [`${worker.origin}/`]);
  });

  it("focuses a window that is there but for the part of the page", async () => {
    await show({ navigate: `${worker.origin}/#news` });
    const { opened, focused } = await worker.click();
    assert.deepEqual(opened, []);
    assert.deepEqual(focused, [`${worker.origin}/`]);
  });

  it("opens another page of the site although one is open", async () => {
    await show({ navigate: "/elsewhere" });
    assert.deepEqual((await worker.click()).opened, [`${worker.origin}/elsewhere`]);
  });

  it("on an action goes where the action leads", async () => {
    await show({
      navigate: "https://shop.example/orders/4711",
      actions: [
        { action: "track", title: "Track", navigate: "https://shop.example/track/4711" },
        { action: "later", title: "Later" },
      ],
    });
    assert.deepEqual((await worker.click("track")).opened, ["https://shop.example/track/4711"]);
  });

  it("on an action that is called like a member of every object goes where it leads", async () => {
    await show({ navigate: "/here", actions: [{ action: "constructor", title: "Build" }] });
    assert.deepEqual((await worker.click("constructor")).opened, [`${worker.origin}/here`]);
  });

  it("on an action that leads nowhere goes where the notification leads", async () => {
    await show({
      navigate: "https://shop.example/orders/4711",
      actions: [{ action: "later", title: "Later" }],
    });
    assert.deepEqual((await worker.click("later")).opened, ["https://shop.example/orders/4711"]);
  });

  for (const navigate of ["javascript:alert(1)", "http://[", undefined]) {
    it(`goes to the site's own page rather than to ${navigate}`, async () => {
      await show({ navigate });
      assert.deepEqual((await worker.click()).focused, [`${worker.origin}/`]);
    });
  }

  it("on what could not be read goes to the site's own page", async () => {
    await worker.push("{broken");
    assert.deepEqual((await worker.click()).focused, [`${worker.origin}/`]);
  });

  /** @param {object} members */
  async function show(members) {
    await worker.push(
      JSON.stringify({
        web_push: 8030,
        notification: { title: "Shipped", ...members },
        towncrier: { id: "notification", deliveryId: "delivery" },
      }),
    );
  }
});
