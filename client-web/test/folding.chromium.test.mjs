/** Many notifications of one group, which the service worker folds into one, in Chromium. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");

/** How long a push may take to be folded or a receipt to be sent, in milliseconds. */
const PATIENCE = 20_000;

describe("the notifications of a group", { skip, timeout: 180_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;
  /** @type {string[]} */
  const told = [];

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path), {
      async api(request, response) {
        if (request.method !== "POST") return void response.writeHead(404).end();
        let body = "";
        for await (const chunk of request) body += chunk;
        for (const { event, deliveryId } of JSON.parse(body).receipts) {
          told.push(`${event} ${deliveryId}`);
        }
        response.writeHead(202).end();
      },
    });
  });

  afterEach(async () => {
    await worker.closeAll();
  });

  after(async () => {
    await worker?.stop();
  });

  it("stand side by side up to five", async () => {
    await push(1, 5);
    assert.equal((await worker.shown()).length, 5);
  });

  it("become one from the sixth on, with the newest titles", async () => {
    await push(1, 6);
    assert.deepEqual(await summary(), ["6 new messages", "Title 6\nTitle 5\nTitle 4\nTitle 3"]);
    await push(7, 7);
    assert.deepEqual(await summary(), ["7 new messages", "Title 7\nTitle 6\nTitle 5\nTitle 4"]);
  });

  it("become one also where they come all at once", async () => {
    for (let i = 1; i <= 12; i++) await worker.deliver(message(i));
    assert.match((await summary("12 new messages"))[1], /^Title 12\n/);
  });

  it("alert as one for what is new, but not for a repeat, which is not counted again", async () => {
    await push(1, 7);
    const [{ renotify }] = await worker.shown();
    assert.equal(renotify, true);
    for (const repeated of [7, 2]) {
      await push(repeated, repeated);
      const [again, ...others] = await worker.shown();
      assert.deepEqual(others, []);
      assert.equal(again.title, "7 new messages");
      assert.equal(again.body, "Title 7\nTitle 6\nTitle 5\nTitle 4");
      assert.equal(again.renotify, false);
    }
  });

  it("are not folded for a repeat of one of five", async () => {
    await push(1, 5);
    await push(3, 3);
    assert.equal((await worker.shown()).length, 5);
  });

  it("are counted past a hundred", async () => {
    await push(1, 103);
    await push(103, 103);
    assert.equal((await summary())[0], "103 new messages");
  });

  it("are silent as one where the newest is", async () => {
    await push(1, 6, { silent: true });
    await summary();
    const [{ silent }] = await worker.shown();
    assert.equal(silent, true);
  });

  it("have the icon and the badge of the newest", async () => {
    await push(1, 6, { icon: "/icon.png", badge: "/icon.png" });
    await summary();
    const [{ icon, badge }] = await worker.shown();
    assert.equal(icon, `${worker.origin}/icon.png`);
    assert.equal(badge, `${worker.origin}/icon.png`);
  });

  it("leave those of another group, and those of none, alone", async () => {
    await push(1, 4, { data: { group: "other" } });
    await push(5, 9, { data: { group: 7 } });
    await push(10, 14, { data: {} });
    await push(15, 20);
    const shown = await eventually(
      () => worker.shown(),
      (all) => all.length === 15,
      { within: PATIENCE, what: "one stands for six, beside 14" },
    );
    assert.ok(shown.some(({ title }) => title === "6 new messages"));
  });

  it("are counted anew once their summary is closed", async () => {
    await push(1, 6);
    await worker.closeAll();
    await push(7, 8);
    assert.equal((await worker.shown()).length, 2);
  });

  it("are told in Arabic, with its plurals, where the newest is in Arabic", async () => {
    await push(1, 6, { lang: "ar" });
    assert.equal((await summary())[0], "6 رسائل جديدة");
    assert.equal((await worker.shown())[0].lang, "ar");
    await push(7, 11, { lang: "ar-EG" });
    assert.equal((await summary())[0], "11 رسالة جديدة");
  });

  it("lead to the site's own page where they lead to different ones", async () => {
    await push(1, 5, { navigate: "/inbox" });
    await push(6, 6, { navigate: "/elsewhere" });
    await push(7, 7, { navigate: "/elsewhere" });
    assert.deepEqual((await worker.click()).focused, [`${worker.origin}/`]);
  });

  it("lead where all of them lead", async () => {
    await push(1, 7, { navigate: "/inbox" });
    assert.deepEqual((await worker.click()).opened, [`${worker.origin}/inbox`]);
  });

  it("are each told as displayed, and the newest as clicked", async () => {
    await worker.remember();
    told.length = 0;
    await push(1, 7);
    await push(2, 2);
    await worker.click();
    const expected = [1, 2, 3, 4, 5, 6, 7].map((i) => `displayed delivery-${i}`);
    expected.push("displayed delivery-2", "clicked delivery-7");
    await eventually(
      () => Promise.resolve(told),
      (receipts) => receipts.length >= expected.length,
      { within: PATIENCE, what: "all receipts were sent" },
    );
    assert.deepEqual(told, expected);
    await worker.forget();
  });

  /**
   * @param {number} number
   * @param {object} [members]
   */
  function message(number, members) {
    return JSON.stringify({
      web_push: 8030,
      notification: { title: `Title ${number}`, data: { group: "chat" }, ...members },
      towncrier: { id: `n${number}`, deliveryId: `delivery-${number}` },
    });
  }

  /**
   * @param {number} first
   * @param {number} last
   * @param {object} [members]
   */
  async function push(first, last, members) {
    for (let i = first; i <= last; i++) await worker.push(message(i, members));
  }

  /**
   * Waits until a summary alone is left.
   *
   * @param {string} [expected] its title
   * @returns {Promise<string[]>} title and body
   */
  async function summary(expected) {
    const [{ title, body }] = await eventually(
      () => worker.shown(),
      (all) => all.length === 1 && (!expected || all[0].title === expected),
      { within: PATIENCE, what: "a summary stands alone" },
    );
    return [title, body];
  }
});
