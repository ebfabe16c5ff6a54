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
  /** @type {number} of the answer to a PUT */
  let status;
  /** @type {number} of the answer to a POST */
  let created;
  /** @type {{method?: string, url?: string, authorization?: string, body: any}[]} */
  let seen;

  before(async () => {
    worker = await startWorker(/** @type {string} */ (path), {
      async api(request, response) {
        if (!["PUT", "POST"].includes(request.method ?? "")) return void response.writeHead(404).end();
        let body = "";
        for await (const chunk of request) body += chunk;
        const { method, url, headers } = request;
        seen.push({ method, url, authorization: headers.authorization, body: JSON.parse(body) });
        if (status === 0) return void response.destroy();
        const made = method === "POST" ? created : status;
        const answer = JSON.stringify(method === "POST" ? { id: "id-2", token: "token-2" } : {});
        response.writeHead(made, { "Content-Type": "application/json" }).end(answer);
      },
    });
  });

  beforeEach(async () => {
    seen = [];
    status = 200;
    created = 201;
    await worker.remember({ endpoint: "https://push.example/old" });
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

  it("goes there as well where the browser names the one before", async () => {
    await replace({ given: true, old: true });
    assert.equal(seen[0].body.subscription.endpoint, "https://push.example/new");
    assert.equal(await endpoint(), "https://push.example/new");
  });

  it("is made with the same key where the browser made none", async () => {
    const { options } = await replace({ given: false });
    assert.deepEqual(options, { userVisibleOnly: true, applicationServerKey: "BAAA" });
    assert.equal(seen[0].body.subscription.endpoint, "https://push.example/new");
  });

  for (const away of [0, 503]) {
    it(`is left to the next visit where the server answers ${away || "nothing"}`, async () => {
      status = away;
      const { failure } = await replace({ given: true });
      assert.match(failure ?? "", away ? /answered 503/ : /TypeError/);
      assert.equal(await endpoint(), "https://push.example/old");
    });
  }

  for (const refusal of [401, 403, 404]) {
    it(`becomes a new one where the server answers ${refusal}, as it knows the one before no more`, async () => {
      status = refusal;
      const { failure } = await replace({ given: false });
      assert.equal(failure, undefined);
      const { method, url, authorization, body } = seen[1];
      assert.equal(`${method} ${url}`, "POST /v1/applications/demo/subscriptions");
      assert.equal(authorization, undefined);
      assert.equal(body.subscription.endpoint, "https://push.example/new");
      const { id, token, endpoint } = await worker.remembered();
      assert.deepEqual([id, token, endpoint], ["id-2", "token-2", "https://push.example/new"]);
    });
  }

  it("is left to the next visit where the server takes no new one either", async () => {
    status = 404;
    created = 503;
    const { failure } = await replace({ given: true });
    assert.match(failure ?? "", /answered 503/);
    const { id, endpoint } = await worker.remembered();
    assert.deepEqual([id, endpoint], ["id-1", "https://push.example/old"]);
  });

  it("that the browser refuses to make leaves what is stored", async () => {
    const { failure } = await replace({ given: false, refused: true });
    assert.match(failure ?? "", /NotAllowedError/);
    assert.deepEqual(seen, []);
    assert.equal(await endpoint(), "https://push.example/old");
  });

  it("is nobody's business where nothing was subscribed", async () => {
    await worker.forget();
    await replace({ given: true });
    assert.deepEqual(seen, []);
  });

  async function endpoint() {
    return (await worker.remembered())?.endpoint;
  }

  /** @param {{given: boolean, refused?: boolean, old?: boolean}} how */
  function replace(how) {
    return worker.inside(replaceInWorker, how);
  }
});

/** @param {{given: boolean, refused?: boolean, old?: boolean}} how */
async function replaceInWorker({ given, refused = false, old = false }) {
  const named = (endpoint) => ({
    endpoint,
    toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }),
  });
  let options;
  PushManager.prototype.subscribe = async (asked) => {
    if (refused) throw new DOMException("The visitor took it back.", "NotAllowedError");
    options = asked;
    return named("https://push.example/new");
  };
  const event = new Event("pushsubscriptionchange");
  event.newSubscription = given ? named("https://push.example/new") : null;
  event.oldSubscription = old ? named("https://push.example/old") : null;
  const done = [];
  event.waitUntil = (work) => done.push(work);
  self.dispatchEvent(event);
  const [{ reason }] = await Promise.allSettled(done);
  return { options, failure: reason && String(reason) };
}
