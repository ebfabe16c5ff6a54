/**
 * Towncrier's service worker: shows pushes, opens what they lead to, tells the server of both, and
 * keeps the subscription alive when the browser replaces it. A classic script, so that every
 * browser with Web Push takes it, and a site with a worker of its own can load it there by
 * importScripts.
 */
(() => {
  "use strict";

  /** How long the server may take to answer, in milliseconds. */
  const PATIENCE = 10_000;

  const worker = /** @type {ServiceWorkerGlobalScope} */ (
    /** @type {unknown} */ (globalThis)
  );

  /** @typedef {{action: string, title: string, navigate?: string, icon?: string}} Action */

  /**
   * The `notification` of a declarative push message (W3C Push API). All of it came from outside:
   * nothing is certain to be there.
   *
   * @typedef {object} Declared
   * @property {string} title
   * @property {string} [lang]
   * @property {NotificationDirection} [dir]
   * @property {string} [body]
   * @property {string} [navigate]
   * @property {string} [tag]
   * @property {string} [image]
   * @property {string} [icon]
   * @property {string} [badge]
   * @property {number | number[]} [vibrate]
   * @property {number} [timestamp] milliseconds since 1970
   * @property {boolean} [renotify]
   * @property {boolean} [silent]
   * @property {boolean} [requireInteraction]
   * @property {unknown} [data]
   * @property {Action[]} [actions]
   */

  /**
   * @typedef {object} Message
   * @property {Declared} notification
   * @property {number} [app_badge]
   * @property {Delivery} [towncrier]
   */

  /** @typedef {{id: string, deliveryId: string}} Delivery the notification's id and its own */

  /**
   * What a shown notification carries for the click on it.
   *
   * @typedef {object} Carried
   * @property {string} [navigate]
   * @property {Record<string, string>} actions where each action leads
   * @property {Delivery} [towncrier]
   * @property {unknown} [data] the publisher's own
   */

  /**
   * Options with the members that not every browser has.
   *
   * @typedef {NotificationOptions & {actions: Omit<Action, "navigate">[], renotify: boolean}} Full
   */

  /** @typedef {import("./towncrier/stored.d.ts").StoredSubscription} StoredSubscription */

  worker.addEventListener("push", (event) => {
    // A browser that reads declarative messages itself shows them itself.
    if ("notification" in event && event.notification) return;
    event.waitUntil(onPush(event.data));
  });

  worker.addEventListener("notificationclick", (event) => {
    const { data } = event.notification;
    event.notification.close();
    event.waitUntil(
      Promise.all([visit(destination(data, event.action)), tell("clicked", data?.towncrier)]),
    );
  });

  worker.addEventListener("notificationclose", (event) => {
    event.waitUntil(tell("closed", event.notification.data?.towncrier));
  });

  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(navigator.locks.request("towncrier", () => replace(event.newSubscription)));
  });

  // Showing. Every push shows something: one that does not costs the site its permission.

  /** @param {PushMessageData | null} data */
  async function onPush(data) {
    const message = read(data);
    if (!message) return show("Notification", { body: unreadable(), tag: "towncrier" });
    const { title } = message.notification;
    try {
      await show(title, options(message));
    } catch {
      // Some member is not to this browser's liking: the words matter more than the trimmings.
      await show(title, essentials(message));
    }
    await Promise.all([badge(message.app_badge), tell("displayed", message.towncrier)]);
  }

  /**
   * @param {PushMessageData | null} data
   * @returns {Message | undefined}
   */
  function read(data) {
    try {
      const message = data?.json();
      return typeof message?.notification?.title === "string" ? message : undefined;
    } catch {
      return undefined;
    }
  }

  function unreadable() {
    return `There is something new at ${worker.location.host}.`;
  }

  /**
   * @param {string} title
   * @param {NotificationOptions} options
   */
  function show(title, options) {
    return worker.registration.showNotification(title, options);
  }

  /**
   * All members but those of a click, which this worker answers. Members that a browser does not
   * know it passes over.
   *
   * @param {Message} message
   * @returns {Full}
   */
  function options(message) {
    const { title, navigate, actions, ...rest } = message.notification;
    const shown = listed(actions).map(({ action, title, icon }) => ({ action, title, icon }));
    return { ...rest, actions: shown, renotify: rest.renotify === true, ...identity(message) };
  }

  /**
   * @param {Message} message
   * @returns {NotificationOptions}
   */
  function essentials(message) {
    const { body } = message.notification;
    return { body: typeof body === "string" ? body : "", ...identity(message) };
  }

  /**
   * The tag makes a repeat replace its first copy, silently since `renotify` is not set.
   *
   * @param {Message} message
   */
  function identity({ notification, towncrier }) {
    /** @type {Carried} */
    const data = {
      navigate: notification.navigate,
      actions: Object.fromEntries(
        listed(notification.actions).flatMap(({ action, navigate }) =>
          typeof navigate === "string" ? [[action, navigate]] : [],
        ),
      ),
      towncrier,
      data: notification.data,
    };
    return { tag: String(notification.tag || towncrier?.deliveryId || "towncrier"), data };
  }

  /**
   * @param {Action[] | undefined} actions
   * @returns {Action[]}
   */
  function listed(actions) {
    if (!Array.isArray(actions)) return [];
    return actions.filter(
      (each) => typeof each?.action === "string" && typeof each.title === "string",
    );
  }

  /** @param {number | undefined} count */
  async function badge(count) {
    if (typeof count !== "number" || !("setAppBadge" in navigator)) return;
    try {
      await navigator.setAppBadge(count);
    } catch {
      // Only installed sites have a badge.
    }
  }

  // Clicking.

  /**
   * @param {Carried | null} carried
   * @param {string} action empty for a click on the notification itself
   * @returns {string} an http or https URL
   */
  function destination(carried, action) {
    const home = worker.registration.scope;
    const wanted = carried?.actions?.[action] ?? carried?.navigate ?? home;
    if (!URL.canParse(wanted, home)) return home;
    const url = new URL(wanted, home);
    return ["http:", "https:"].includes(url.protocol) ? url.href : home;
  }

  /** @param {string} url */
  async function visit(url) {
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = windows.find((each) => each.url === url);
    await (open ? open.focus() : worker.clients.openWindow(url));
  }

  // Telling the server.

  /**
   * Sends a receipt. What goes wrong with it is left: nobody waits for one.
   *
   * @param {"displayed" | "clicked" | "closed"} event
   * @param {Delivery} [delivery]
   */
  async function tell(event, delivery) {
    try {
      const stored = await load();
      if (!stored || !delivery) return;
      const receipt = {
        deliveryId: delivery.deliveryId,
        notificationId: delivery.id,
        subscriptionId: stored.id,
        event,
        at: new Date().toISOString(),
      };
      const { server, application } = stored;
      await fetch(`${server}/v1/applications/${encodeURIComponent(application)}/receipts`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ receipts: [receipt] }),
        credentials: "omit",
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      // The next push has a receipt of its own.
    }
  }

  // Keeping the subscription.

  /** @param {PushSubscription | null} [given] the new one, where the browser made it already */
  async function replace(given) {
    const stored = await load();
    if (!stored) return;
    const subscription =
      given ??
      (await worker.registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: stored.applicationServerKey,
      }));
    const { ok, status } = await announce(stored, subscription);
    if (ok) {
      const { endpoint } = subscription;
      await within("readwrite", (store) => store.put({ ...stored, endpoint }));
    } else if ([401, 403, 404].includes(status)) {
      // The server no longer knows it as this browser's.
      await within("readwrite", (store) => store.delete(stored.scope));
      await subscription.unsubscribe();
    } else {
      // The stored endpoint is still the one before: the page's next resume() tries again.
      throw new Error(`The server answered ${status}.`);
    }
  }

  /**
   * @param {StoredSubscription} stored
   * @param {PushSubscription} subscription
   */
  function announce(stored, subscription) {
    const { id, token, applicationServerKey } = stored;
    return fetch(`${stored.server}/v1/applications/${encodeURIComponent(stored.application)}/subscriptions/${encodeURIComponent(id)}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({
        subscription: subscription.toJSON(),
        applicationServerKey,
        contentEncodings: PushManager.supportedContentEncodings,
        locale: navigator.language,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  /** @returns {Promise<StoredSubscription | undefined>} */
  function load() {
    const { scope } = worker.registration;
    return within("readonly", (store) => store.get(scope));
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T>}
   */
  async function within(mode, work) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction("subscriptions", mode);
        const request = work(transaction.objectStore("subscriptions"));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  /** @returns {Promise<IDBDatabase>} */
  function open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("towncrier", 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore("subscriptions", { keyPath: "scope" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }
})();
