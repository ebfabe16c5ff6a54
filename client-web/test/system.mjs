/**
 * The running system that a test is told of, by the environment:
 *
 * - TOWNCRIER_URL        http://127.0.0.1:PORT of its API
 * - TOWNCRIER_PUSH_WS    ws://127.0.0.1:PORT/ of its push service
 * - TOWNCRIER_COMMAND    path of the `towncrier` script
 * - TOWNCRIER_DATA_DIR   its data folder, which has the admin key
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** @param {string} name */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** For tests that run only where there is a system. */
export function runningSystem() {
  const url = required("TOWNCRIER_URL");
  const pushServer = required("TOWNCRIER_PUSH_WS");
  const command = required("TOWNCRIER_COMMAND");
  const key = readFileSync(join(required("TOWNCRIER_DATA_DIR"), "admin-key"), "utf8").trim();

  return {
    url,
    pushServer,
    key,

    /**
     * Publishes from the command line.
     *
     * @param {string} topic
     * @param {string} title
     */
    send: (topic, title) => run(command, ["send", "--topic", topic, "--title", title]),

    /**
     * What the API answers to the holder of the admin key, of the application `demo`.
     *
     * @param {string} method
     * @param {string} path
     * @param {object} [body]
     */
    async manage(method, path, body) {
      const response = await fetch(`${url}/v1/applications/demo${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
        body: body && JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
      return response.status === 204 ? undefined : response.json();
    },

    /**
     * Subscribes to a topic, as browsers would.
     *
     * @param {number} count
     * @param {string} [topic]
     * @returns {Promise<{id: string, endpoint: string}[]>}
     */
    async subscribe(count, topic = "sport") {
      const { applicationServerKey } = await this.manage("GET", "/config");
      const made = await fetch(`${pushServer.replace("ws:", "http:")}subscriptions`, {
        method: "POST",
        body: JSON.stringify({ applicationServerKey, count }),
      });
      const subscribed = [];
      for (const subscription of await made.json()) {
        const body = { subscription, topics: [topic] };
        const { id } = await this.manage("POST", "/subscriptions", body);
        subscribed.push({ id, endpoint: subscription.endpoint });
      }
      return subscribed;
    },

    /**
     * Has the push service answer a subscription so, once.
     *
     * @param {string} endpoint
     * @param {object} answer
     */
    async script(endpoint, answer) {
      const token = endpoint.slice(endpoint.lastIndexOf("/") + 1);
      const response = await fetch(`${pushServer.replace("ws:", "http:")}script/${token}`, {
        method: "PUT",
        body: JSON.stringify({ answers: [answer] }),
      });
      if (!response.ok) throw new Error(`script: ${await response.text()}`);
    },
  };
}
