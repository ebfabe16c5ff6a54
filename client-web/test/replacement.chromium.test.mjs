/**
 * The browser replaces the subscription: the worker tells the server. Chromium never does so by
 * itself in a test, so the event and the new subscription are made here; the worker, its database
 * and its request are real.
 */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { locate } from "./browsers.mjs";
import { startWorker } from "./worker-in-chromium.mjs";

const { path, skip } = locate("chromium");

describe("a replaced subscription", { skip, timeout: 120_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startWorker>>} */
  let worker;
  /** @type {number} */
  let status;
  /** @type {{method?: string, url?: string, authorization?: string, body: any}[]} */
  let seen;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path), async (request, response) => {
      if (request.method !== "PUT") return void response.writeHead(404).end();
      let body = "";
      for await (const chunk of request) body += chunk;
      const { method, url, headers } = request;
      seen.push({ method, url, authorization: headers.authorization, body: JSON.parse(body) });
      response.writeHead(status, { "Content-Type": "application/json" }).end("{}");
    });
  });

  beforeEach(async () => {
    seen = [];
    status = 200;
    await remember({ endpoint: "https://push.example/old" });
  });

  after(async () => {
    await worker?.stop();
  });

  it("goes to the server under its id and token", async () => {
    await replace({ given: true });
    const [{ method, url, authorization, body }] = seen;
    assert.equal(method, "PUT");
    assert.equal(url, "/v1/applications/demo/subscriptions/id-1");
    assert.equal(authorization, "Bearer token-1");
    assert.equal(body.subscription.endpoint, "https://push.example/new");
    assert.equal(body.applicationServerKey, "BAAA");
    assert.ok(body.contentEncodings.includes("aes128gcm"));
    assert.equal("topics" in body, false);
    assert.equal(await endpoint(), "https://push.example/new");
  });

  it("is made with the same key where the browser made none", async () => {
    const { options } = await replace({ given: false });
    assert.deepEqual(options, { userVisibleOnly: true, applicationServerKey: "BAAA" });
    assert.equal(seen[0].body.subscription.endpoint, "https://push.example/new");
  });

  it("that the server did not take is not remembered, so that the next visit mends it", async () => {
    status = 503;
    const { failure } = await replace({ given: true });
    assert.match(failure ?? "", /answered 503/);
    assert.equal(await endpoint(), "https://push.example/old");
  });

  it("is nobody's business where nothing was subscribed", async () => {
    await forget();
    await replace({ given: true });
    assert.deepEqual(seen, []);
  });

  const storage = "/towncrier/storage.js";

  /** @param {{endpoint: string}} members */
  function remember(members) {
    const stored = {
      scope: `${worker.origin}/`,
      application: "demo",
      server: worker.origin,
      id: "id-1",
      token: "token-1",
      applicationServerKey: "BAAA",
      ...members,
    };
    return worker.page.evaluate(
      async ([module, record]) => (await import(module)).put(record),
      /** @type {const} */ ([storage, stored]),
    );
  }

  function forget() {
    return worker.page.evaluate(
      async (module) => (await import(module)).remove(`${location.origin}/`),
      storage,
    );
  }

  function endpoint() {
    return worker.page.evaluate(
      async (module) => (await (await import(module)).get(`${location.origin}/`))?.endpoint,
      storage,
    );
  }

  /** @param {{given: boolean}} how */
  function replace({ given }) {
    return worker.inside(replaceInWorker, given);
  }
});

/** @param {boolean} given */
async function replaceInWorker(given) {
  const endpoint = "https://push.example/new";
  const made = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }) };
  const asked = {};
  PushManager.prototype.subscribe = async (options) => {
    asked.options = options;
    return made;
  };
  const event = new Event("pushsubscriptionchange");
  event.newSubscription = given ? made : null;
  const done = [];
  event.waitUntil = (work) => done.push(work);
  self.dispatchEvent(event);
  const [{ reason }] = await Promise.allSettled(done);
  return { options: asked.options, failure: reason && String(reason) };
}
