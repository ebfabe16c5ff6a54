import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, beforeEach, describe, it } from "node:test";
import { TowncrierError } from "../src/main/resources/META-INF/resources/towncrier/error.js";
import { Server } from "../src/main/resources/META-INF/resources/towncrier/server.js";
import { listening } from "./static-server.mjs";

const STORED = {
  scope: "https://shop.example/",
  application: "my shop",
  server: "https://push.example",
  id: "7",
  token: "t",
  endpoint: "https://push.example/7",
  applicationServerKey: "BAAA",
};

describe("a call to the server", () => {
  /** @type {{status: number, type: string, body: string}} */
  let answer;
  /** @type {{method?: string, url?: string, authorization?: string, body: string}[]} */
  let seen;
  /** @type {Awaited<ReturnType<typeof listening>>} */
  let http;
  /** @type {Server} */
  let server;

  before(async () => {
    http = await listening(
      createServer(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        const { method, url, headers } = request;
        seen.push({ method, url, authorization: headers.authorization, body });
        response.writeHead(answer.status, { "Content-Type": answer.type }).end(answer.body);
      }),
    );
    server = new Server(`${http.origin}/towncrier/towncrier.js`, "my shop");
  });

  beforeEach(() => {
    seen = [];
  });

  after(() => http.stop());

  it("goes to the application by its encoded id", async () => {
    answer = json({ applicationServerKey: "BAAA", topics: [] });
    assert.deepEqual(await server.config(), { applicationServerKey: "BAAA", topics: [] });
    assert.equal(seen[0].url, "/v1/applications/my%20shop/config");
    assert.equal(seen[0].authorization, undefined);
  });

  it("carries the token of the subscription", async () => {
    answer = json({ topics: ["news"] });
    const topics = { topics: ["news"] };
    assert.deepEqual(await server.onSubscription(STORED, "PATCH", topics), topics);
    assert.deepEqual(seen, [
      {
        method: "PATCH",
        url: "/v1/applications/my%20shop/subscriptions/7",
        authorization: "Bearer t",
        body: '{"topics":["news"]}',
      },
    ]);
  });

  it("takes an empty answer to a removal", async () => {
    answer = { status: 204, type: "", body: "" };
    assert.equal(await server.onSubscription(STORED, "DELETE"), undefined);
  });

  it("passes on the problem that the server describes", async () => {
    const problem = { title: "Unknown topic", status: 422, detail: "There is no topic x." };
    answer = { ...json(problem), status: 422, type: "application/problem+json;charset=UTF-8" };
    await assert.rejects(server.create({ topics: ["x"] }), (error) => {
      assert.ok(error instanceof TowncrierError);
      assert.equal(error.code, "refused");
      assert.equal(error.status, 422);
      assert.equal(error.message, "There is no topic x.");
      assert.deepEqual(error.problem, problem);
      return true;
    });
  });

  it("makes do with the status where no problem is described", async () => {
    answer = { status: 502, type: "text/html", body: "<h1>Bad gateway</h1>" };
    await assert.rejects(server.config(), { code: "refused", message: "The server answered 502." });
  });

  it("says that a server does not answer", async () => {
    const gone = await listening(createServer());
    await gone.stop();
    await assert.rejects(new Server(gone.origin, "demo").config(), { code: "unreachable" });
  });
});

/** @param {object} value */
function json(value) {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}
