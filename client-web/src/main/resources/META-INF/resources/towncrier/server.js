import { TowncrierError } from "./error.js";

/** @typedef {{id: string, name: string}} Topic */
/** @typedef {{id: string, token: string}} Owned the token is a secret: it is never shown or logged */

/** How long the server may take to answer, in milliseconds. */
const PATIENCE = 20_000;

/** The visitors' part of Towncrier's REST interface, for one application. */
export class Server {
  #base;

  /**
   * @param {string} url any URL on the server; its origin counts
   * @param {string} application
   */
  constructor(url, application) {
    /** The server's origin. */
    this.origin = new URL(url).origin;
    this.#base = `${this.origin}/v1/applications/${encodeURIComponent(application)}`;
  }

  /** @returns {Promise<{applicationServerKey: string, topics: Topic[]}>} */
  config() {
    return this.#call("GET", "/config");
  }

  /**
   * @param {object} body
   * @returns {Promise<{id: string, token: string, topics: string[]}>}
   */
  create(body) {
    return this.#call("POST", "/subscriptions", { body });
  }

  /**
   * @param {Owned} owned
   * @returns {Promise<{topics: string[]}>}
   */
  read({ id, token }) {
    return this.#call("GET", path(id), { token });
  }

  /**
   * @param {Owned} owned
   * @param {{topics: string[]}} body
   * @returns {Promise<{topics: string[]}>}
   */
  change({ id, token }, body) {
    return this.#call("PATCH", path(id), { token, body });
  }

  /**
   * @param {Owned} owned
   * @param {object} body
   * @returns {Promise<{topics: string[]}>}
   */
  replace({ id, token }, body) {
    return this.#call("PUT", path(id), { token, body });
  }

  /**
   * @param {Owned} owned
   * @returns {Promise<void>}
   */
  remove({ id, token }) {
    return this.#call("DELETE", path(id), { token });
  }

  /**
   * @param {string} method
   * @param {string} relative
   * @param {{token?: string, body?: object}} [more]
   * @returns {Promise<any>} the JSON of the answer, or undefined if it is empty
   */
  async #call(method, relative, { token, body } = {}) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json, application/problem+json" };
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(this.#base + relative, {
        method,
        headers,
        body: body && JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch (cause) {
      throw new TowncrierError("unreachable", { cause });
    }
    if (!response.ok) throw await refusal(response);
    return response.status === 204 ? undefined : response.json();
  }
}

/** @param {string} id */
function path(id) {
  return `/subscriptions/${encodeURIComponent(id)}`;
}

/** @param {Response} response */
async function refusal(response) {
  const described = response.headers.get("Content-Type")?.startsWith("application/problem+json");
  /** @type {import("./error.js").Problem} */
  const problem = described
    ? await response.json()
    : { title: `The server answered ${response.status}.` };
  return new TowncrierError("refused", { status: response.status, problem });
}
