/** The session, and the REST interface as its holder may use it. */

/**
 * @typedef {object} Session
 * @property {{id: string, name: string, scopes: string[]}[]} applications
 * @property {string} csrf
 * @property {string} expiresAt
 */

/** What the server answered with an error; the message is for people. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @type {Session | undefined} */
let session;

/** @returns {Promise<Session | undefined>} undefined where nobody has signed in */
export async function resume() {
  try {
    session = await call("GET", "/console/session");
  } catch (error) {
    if (!(error instanceof Refusal && [401, 403].includes(error.status))) throw error;
    session = undefined;
  }
  return session;
}

/** @param {string} key */
export async function signIn(key) {
  session = /** @type {Session} */ (await call("POST", "/console/session", { key }));
  return session;
}

export async function signOut() {
  await call("DELETE", "/console/session");
  session = undefined;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function call(method, path, body) {
  const response = await request(method, path, {}, body);
  return response.status === 204 ? undefined : response.json();
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {object} [body]
 */
async function request(method, path, headers, body) {
  if (body) headers["Content-Type"] = "application/json";
  if (session && method !== "GET") headers["X-CSRF-Token"] = session.csrf;
  let response;
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Refusal(0, "The server did not answer. Is it running?");
  }
  if (!response.ok) {
    const answer = await response.json().catch(() => ({}));
    throw new Refusal(
      response.status,
      answer.detail ?? answer.title ?? `The server answered ${response.status}.`,
    );
  }
  return response;
}

/** One application. */
export class Application {
  /** @param {Session["applications"][number]} application */
  constructor({ id, name, scopes }) {
    this.id = id;
    this.name = name;
    this.scopes = scopes;
    this.path = `/v1/applications/${encodeURIComponent(id)}`;
  }

  /**
   * Whether the session may do that; `manage` includes the others.
   *
   * @param {"publish" | "read" | "manage"} scope
   */
  may(scope) {
    return this.scopes.includes(scope) || this.scopes.includes("manage");
  }

  /** @param {string} relative */
  get(relative) {
    return call("GET", this.path + relative);
  }

  /**
   * @param {string} relative
   * @param {string} type
   */
  async file(relative, type) {
    return (await request("GET", this.path + relative, { Accept: type })).blob();
  }

  /**
   * @param {string} method
   * @param {string} relative
   * @param {object} [body]
   */
  send(method, relative, body = {}) {
    return call(method, this.path + relative, body);
  }
}
