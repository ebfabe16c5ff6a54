import { TowncrierError } from "./error.js";

/** How long a server may take to answer, in milliseconds. */
export const PATIENCE = 20_000;

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

  config() {
    return this.#call("GET", "/config");
  }

  /** @param {object} body */
  create(body) {
    return this.#call("POST", "/subscriptions", body);
  }

  /**
   * @param {import("./stored.d.ts").StoredSubscription} stored
   * @param {"GET" | "PATCH" | "PUT" | "DELETE"} method
   * @param {object} [body]
   * @param {"" | "/user"} [part] its tie to a person
   */
  onSubscription({ id, token }, method, body, part = "") {
    return this.#call(method, `/subscriptions/${encodeURIComponent(id)}${part}`, body, token);
  }

  /**
   * @param {string} method
   * @param {string} relative
   * @param {object} [body]
   * @param {string} [token]
   */
  async #call(method, relative, body, token) {
    /** @type {Record<string, string>} */
    const headers = {};
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

/** @param {Response} response */
async function refusal(response) {
  const described = response.headers.get("Content-Type")?.startsWith("application/problem+json");
  /** @type {import("./towncrier.d.ts").Problem} */
  const problem = described
    ? await response.json()
    : { title: `The server answered ${response.status}.` };
  return new TowncrierError("refused", { status: response.status, problem });
}
