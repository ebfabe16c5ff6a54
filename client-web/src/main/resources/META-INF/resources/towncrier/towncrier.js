/**
 * Web Push for a web site, by a Towncrier server. An ES module without dependencies.
 *
 *     import { Towncrier } from "https://push.example/towncrier/towncrier.js";
 *
 *     const towncrier = new Towncrier({ application: "demo" });
 *     await towncrier.resume();
 *     button.onclick = () => towncrier.subscribe({ topics: ["news"] });
 *
 * Nothing here asks the visitor for permission except subscribe(), which a click should call.
 * Everything that fails rejects with a TowncrierError.
 */
import { TowncrierError } from "./error.js";
import { decodeKey, sameKey } from "./keys.js";
import { Server } from "./server.js";
import * as storage from "./storage.js";

export { TowncrierError };

/** @typedef {import("./server.js").Topic} Topic */
/** @typedef {import("./storage.js").StoredSubscription} StoredSubscription */

/**
 * Where this visitor stands:
 * - `unsupported`: the browser has no Web Push (on iOS: not before the site is on the home screen)
 * - `insecure`: the page is neither https nor on localhost
 * - `denied`: the visitor refused; only the browser's own settings can change that
 * - `ask`: the visitor was not asked yet
 * - `unsubscribed`: permission is there, a subscription is not
 * - `subscribed`: notifications arrive
 *
 * @typedef {"unsupported" | "insecure" | "denied" | "ask" | "unsubscribed" | "subscribed"} State
 */

/**
 * @typedef {object} Options
 * @property {string} application the application's id at the server
 * @property {string} [server] origin of the server; default: where this module came from
 * @property {string} [serviceWorker] URL of the worker on the page's origin; default:
 *   `/towncrier-sw.js`. A site with a worker of its own names that one here and loads ours in it
 *   by importScripts.
 */

/** Serialises the tabs of a site, and its worker, where they change the stored subscription. */
const LOCK = "towncrier";

export class Towncrier {
  #application;
  #server;
  #serviceWorker;
  #scope;

  /** @param {Options} options */
  constructor({ application, server, serviceWorker = "/towncrier-sw.js" }) {
    if (!application) throw new TypeError("application is missing");
    this.#application = application;
    this.#server = new Server(server ?? import.meta.url, application);
    this.#serviceWorker = new URL(serviceWorker, location.href);
    this.#scope = new URL("./", this.#serviceWorker).href;
  }

  /**
   * Reads where the visitor stands. Asks nobody: neither the visitor nor the server.
   *
   * @returns {Promise<State>}
   */
  async state() {
    const obstacle = this.#obstacle();
    if (obstacle) return obstacle;
    if (Notification.permission === "default") return "ask";
    const [stored, subscription] = await Promise.all([this.#stored(), this.#subscription()]);
    return stored && subscription ? "subscribed" : "unsubscribed";
  }

  /** @returns {Promise<Topic[]>} the topics that the application offers */
  async offeredTopics() {
    return (await this.#server.config()).topics;
  }

  /**
   * Subscribes this browser, or renews its subscription. Asks the visitor if they were not asked
   * yet, so call it on a click and explain beforehand what it brings.
   *
   * @param {{topics?: string[]}} [choice] absent topics keep those chosen before
   * @returns {Promise<void>}
   */
  async subscribe({ topics } = {}) {
    const obstacle = this.#obstacle();
    if (obstacle) throw new TowncrierError(obstacle);
    // First of all, as browsers want the question to follow the click directly.
    const permission = await Notification.requestPermission();
    if (permission === "denied") throw new TowncrierError("denied");
    if (permission === "default") throw new TowncrierError("dismissed");
    await this.#alone(async () => this.#connect(await this.#stored(), topics));
  }

  /**
   * Mends the subscription of a visitor who has one: browsers replace subscriptions, and servers
   * their keys. Call it on every visit. It asks nothing and subscribes nobody anew.
   *
   * @returns {Promise<State>}
   */
  async resume() {
    if (!this.#obstacle() && Notification.permission === "granted") {
      await this.#alone(async () => {
        const stored = await this.#stored();
        if (stored) await this.#connect(stored, undefined);
      });
    }
    return this.state();
  }

  /**
   * Ends the subscription. It ends in this browser whatever the server says, as the push service
   * then tells the server that the endpoint is gone.
   *
   * @returns {Promise<{confirmed: boolean}>} whether the server confirmed the removal at once
   */
  async unsubscribe() {
    if (this.#obstacle() === "unsupported" || this.#obstacle() === "insecure") {
      return { confirmed: true };
    }
    return this.#alone(async () => {
      const stored = await this.#stored();
      const confirmed = stored ? await this.#removed(stored) : true;
      await this.#forget();
      return { confirmed };
    });
  }

  /** @returns {Promise<string[]>} the ids of the topics that this visitor chose */
  async topics() {
    const { topics } = await this.#asSubscriber((stored) => this.#server.read(stored));
    return topics;
  }

  /**
   * @param {string[]} topics ids that replace those chosen before
   * @returns {Promise<string[]>} what the server now holds
   */
  async setTopics(topics) {
    const kept = await this.#asSubscriber((stored) => this.#server.change(stored, { topics }));
    return kept.topics;
  }

  /** @returns {"unsupported" | "insecure" | "denied" | undefined} */
  #obstacle() {
    if (!isSecureContext) return "insecure";
    const supported =
      "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    if (!supported) return "unsupported";
    return Notification.permission === "denied" ? "denied" : undefined;
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
    if (stored && replaced && topics) await this.#server.change(stored, { topics });
    const { id, token } =
      stored && replaced ? stored : await this.#server.create({ ...body, topics });
    await storage.put({
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
   * Tells the server that the browser replaced the subscription, so that id and topics stay.
   *
   * @param {StoredSubscription} stored
   * @param {object} body
   * @returns {Promise<boolean>} false if the server no longer knows the one before
   */
  async #replaced(stored, body) {
    try {
      await this.#server.replace(stored, body);
      return true;
    } catch (error) {
      if (error instanceof TowncrierError && [401, 403, 404].includes(error.status ?? 0)) {
        return false;
      }
      throw error;
    }
  }

  /**
   * @param {StoredSubscription} stored
   * @returns {Promise<boolean>}
   */
  async #removed(stored) {
    try {
      await this.#server.remove(stored);
      return true;
    } catch (error) {
      if (error instanceof TowncrierError) return error.status === 404;
      throw error;
    }
  }

  /**
   * The browser's subscription under the given key. One made under another key is ended, since a
   * push service refuses to carry messages signed with a key that is not the subscription's.
   *
   * @param {string} applicationServerKey
   */
  async #subscribed(applicationServerKey) {
    const key = decodeKey(applicationServerKey);
    try {
      const registration = await navigator.serviceWorker.register(this.#serviceWorker);
      await activated(registration);
      const existing = await registration.pushManager.getSubscription();
      if (existing) {
        if (sameKey(existing.options.applicationServerKey, key)) return existing;
        await existing.unsubscribe();
      }
      return await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: key,
      });
    } catch (cause) {
      throw new TowncrierError("push-service", { cause });
    }
  }

  /**
   * @template T
   * @param {(stored: StoredSubscription) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #asSubscriber(work) {
    return this.#alone(async () => {
      const stored = await this.#stored();
      if (!stored) throw new TowncrierError("not-subscribed");
      try {
        return await work(stored);
      } catch (error) {
        // The server removed it, most likely as its endpoint is dead: the next one must be new.
        if (error instanceof TowncrierError && error.status === 404) await this.#forget();
        throw error;
      }
    });
  }

  async #forget() {
    await (await this.#subscription())?.unsubscribe();
    await storage.remove(this.#scope);
  }

  /** @returns {Promise<StoredSubscription | undefined>} */
  async #stored() {
    const stored = await storage.get(this.#scope);
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

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #alone(work) {
    return await navigator.locks.request(LOCK, work);
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
 * Waits for the registration's worker, which `navigator.serviceWorker.ready` would not do for a
 * page outside of the worker's scope.
 *
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<void>}
 */
function activated(registration) {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === "activated") resolve();
      else if (!worker || worker.state === "redundant") {
        reject(new Error("the service worker could not be installed"));
      }
    };
    worker?.addEventListener("statechange", look);
    look();
  });
}
