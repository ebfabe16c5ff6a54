/** What this offers stands in towncrier.d.ts. */
import { obstacle } from "./browser.js";
import { TowncrierError } from "./error.js";
import { decodeKey, sameKey } from "./keys.js";
import { PATIENCE, Server } from "./server.js";
import { choices, subscriptions } from "./storage.js";

export { TowncrierError };

/** @typedef {import("./towncrier.d.ts").Towncrier} Declared */
/** @typedef {import("./stored.d.ts").StoredSubscription} StoredSubscription */

const DAY = 86_400_000;

/**
 * Serialises the tabs of a site, and its worker, where they change the stored subscription.
 *
 * @type {<T>(work: () => Promise<T>) => Promise<T>}
 */
const alone = async (work) => navigator.locks.request("towncrier", work);

/** @implements {Declared} */
export class Towncrier {
  #application;
  #server;
  #serviceWorker;
  #scope;
  #declinedFor;
  /** @type {string | undefined} waits for a subscription */
  #userToken;

  /** @param {import("./towncrier.d.ts").Options} options */
  constructor({ application, server, serviceWorker = "/towncrier-sw.js", declinedDays = 30 }) {
    if (!application) throw new TypeError("application is missing");
    this.#application = application;
    this.#server = new Server(server ?? import.meta.url, application);
    this.#serviceWorker = new URL(serviceWorker, location.href);
    this.#scope = new URL("./", this.#serviceWorker).href;
    this.#declinedFor = declinedDays * DAY;
  }

  /** @returns {Promise<import("./towncrier.d.ts").State>} */
  async state() {
    const why = obstacle();
    if (why) return why;
    if (Notification.permission === "granted") {
      const [stored, subscription] = await Promise.all([this.#stored(), this.#subscription()]);
      if (stored && subscription) return "subscribed";
    }
    const choice = await choices.get(this.#scope);
    if (choice && Date.now() < choice.declinedAt + this.#declinedFor) return "declined";
    return Notification.permission === "granted" ? "unsubscribed" : "ask";
  }

  /**
   * @param {import("./towncrier.d.ts").State | import("./towncrier.d.ts").Code} [what]
   * @param {string} [language]
   */
  async explain(what, language) {
    const { explanation } = await import("./explain.js");
    return explanation(what ?? (await this.state()), language);
  }

  async offeredTopics() {
    return (await this.#server.config()).topics;
  }

  /** @param {{topics?: string[]}} [choice] */
  async subscribe({ topics } = {}) {
    const why = obstacle();
    if (why) throw new TowncrierError(why);
    // First of all, as browsers want the question to follow the click directly.
    const permission = await Notification.requestPermission();
    if (permission === "default") throw new TowncrierError("dismissed");
    if (permission !== "granted") throw new TowncrierError(permission);
    await alone(async () => this.#connect(await this.#stored(), topics));
    await choices.remove(this.#scope);
  }

  async decline() {
    await choices.put({ scope: this.#scope, declinedAt: Date.now() });
  }

  async resume() {
    if (!obstacle() && Notification.permission === "granted") {
      await alone(async () => {
        const stored = await this.#stored();
        if (stored?.forget) await this.#untied(stored);
        if (stored) await this.#connect(await this.#stored(), undefined);
      });
    }
    return this.state();
  }

  async unsubscribe() {
    const why = obstacle();
    if (why && why !== "denied") return { confirmed: true };
    return alone(async () => {
      const stored = await this.#stored();
      const confirmed = !stored || (await done(this.#server.onSubscription(stored, "DELETE")));
      await this.#end();
      return { confirmed };
    });
  }

  async id() {
    return (await this.#stored())?.id;
  }

  async topics() {
    return (await this.#asSubscriber("GET")).topics;
  }

  /** @param {string[]} topics */
  async setTopics(topics) {
    return (await this.#asSubscriber("PATCH", { topics })).topics;
  }

  /** @param {string} userToken */
  async identify(userToken) {
    this.#userToken = userToken;
    if (!(await this.#stored())) return;
    await this.#asSubscriber("PUT", { userToken }, "/user");
    await alone(async () => this.#told(await this.#stored()));
  }

  async forget() {
    this.#userToken = undefined;
    return alone(async () => {
      const stored = await this.#stored();
      if (!stored) return { confirmed: true };
      await subscriptions.put({ ...stored, forget: true });
      return { confirmed: await this.#untied(stored) };
    });
  }

  /** @param {StoredSubscription} stored */
  async #untied(stored) {
    const confirmed = await done(this.#server.onSubscription(stored, "DELETE", undefined, "/user"));
    if (confirmed) await this.#told(stored);
    return confirmed;
  }

  /** @param {StoredSubscription | undefined} stored */
  async #told(stored) {
    if (stored) await subscriptions.put({ ...stored, forget: undefined });
  }

  /**
   * @param {StoredSubscription | undefined} stored
   * @param {string[] | undefined} topics
   */
  async #connect(stored, topics) {
    const { applicationServerKey } = await this.#server.config();
    const subscription = await this.#subscribed(applicationServerKey);
    if (stored && stored.endpoint === subscription.endpoint && !topics) return;
    const body = describe(subscription, applicationServerKey);
    const replaced =
      stored && stored.endpoint !== subscription.endpoint && (await this.#replaced(stored, body));
    if (stored && replaced && topics) await this.#server.onSubscription(stored, "PATCH", { topics });
    const { id, token } =
      stored && replaced
        ? stored
        : await this.#server.create({ ...body, topics, userToken: this.#userToken });
    await subscriptions.put({
      ...stored,
      scope: this.#scope,
      application: this.#application,
      server: this.#server.origin,
      id,
      token,
      endpoint: subscription.endpoint,
      applicationServerKey,
    });
  }

  /**
   * Tells the server that the browser replaced the subscription, so that id and topics stay; false
   * if it no longer knows the one before.
   *
   * @param {StoredSubscription} stored
   * @param {object} body
   */
  async #replaced(stored, body) {
    try {
      await this.#server.onSubscription(stored, "PUT", body);
      return true;
    } catch (error) {
      if (error instanceof TowncrierError && [401, 403, 404].includes(error.status ?? 0)) {
        return false;
      }
      throw error;
    }
  }

  /**
   * The browser's subscription under the given key. One made under another key is ended: a push
   * service refuses messages signed with a key that is not the subscription's.
   *
   * @param {string} applicationServerKey
   */
  async #subscribed(applicationServerKey) {
    const registration = await this.#registered();
    const key = decodeKey(applicationServerKey);
    try {
      const existing = await registration.pushManager.getSubscription();
      if (existing) {
        if (sameKey(existing.options.applicationServerKey, key)) return existing;
        await existing.unsubscribe();
      }
      const subscribing = registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: key,
      });
      // Some browsers go on trying while their push service is away.
      return await Promise.race([subscribing, late()]);
    } catch (cause) {
      const refused = cause instanceof DOMException && cause.name === "NotAllowedError";
      throw new TowncrierError(refused ? "private" : "push-service", { cause });
    }
  }

  async #registered() {
    try {
      const registration = await navigator.serviceWorker.register(this.#serviceWorker);
      await activated(registration);
      return registration;
    } catch (cause) {
      throw new TowncrierError("service-worker", { cause });
    }
  }

  /**
   * @param {"GET" | "PATCH" | "PUT"} method
   * @param {object} [body]
   * @param {"/user"} [part]
   */
  #asSubscriber(method, body, part) {
    return alone(async () => {
      const stored = await this.#stored();
      if (!stored) throw new TowncrierError("not-subscribed");
      try {
        return await this.#server.onSubscription(stored, method, body, part);
      } catch (error) {
        // The server removed it, most likely as its endpoint is dead: the next one must be new.
        if (error instanceof TowncrierError && error.status === 404) await this.#end();
        throw error;
      }
    });
  }

  async #end() {
    await (await this.#subscription())?.unsubscribe();
    await subscriptions.remove(this.#scope);
  }

  /** @returns {Promise<StoredSubscription | undefined>} */
  async #stored() {
    const stored = await subscriptions.get(this.#scope);
    const ours =
      stored?.application === this.#application && stored.server === this.#server.origin;
    return ours ? stored : undefined;
  }

  /** @returns {Promise<PushSubscription | null>} */
  async #subscription() {
    const registration = await navigator.serviceWorker.getRegistration(this.#scope);
    if (registration?.scope !== this.#scope) return null;
    return registration.pushManager.getSubscription();
  }
}

/** @returns {Promise<never>} */
function late() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("no answer")));
}

/**
 * Whether the server did it or has nothing to do it to.
 *
 * @param {Promise<void>} call
 */
async function done(call) {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof TowncrierError) return error.status === 404;
    throw error;
  }
}

/**
 * What the server needs to know of a subscription.
 *
 * @param {PushSubscription} subscription
 * @param {string} applicationServerKey
 */
function describe(subscription, applicationServerKey) {
  return {
    subscription: subscription.toJSON(),
    applicationServerKey,
    contentEncodings: PushManager.supportedContentEncodings,
    locale: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/**
 * As `navigator.serviceWorker.ready`, but also for a page outside of the worker's scope.
 *
 * @param {ServiceWorkerRegistration} registration
 */
async function activated({ active, waiting, installing }) {
  const worker = active ?? waiting ?? installing;
  while (worker?.state !== "activated") {
    if (!worker || worker.state === "redundant") throw new Error("it could not be installed");
    await new Promise((changed) => worker.addEventListener("statechange", changed, { once: true }));
  }
}
