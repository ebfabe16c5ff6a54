/**
 * Towncrier's service worker: shows pushes, opens what they lead to, tells the server of both, and
 * keeps the subscription alive when the browser replaces it. A classic script, so that every
 * browser with Web Push takes it, and a site with a worker of its own can load it there by
 * importScripts.
 */
(() => {
  "use strict";

  const worker = /** @type {ServiceWorkerGlobalScope} */ (
    /** @type {unknown} */ (globalThis)
  );

  // All times are in milliseconds.
  /** How long a push waits for one before it to show. */
  const TURN = 1000;
  /** How long the server may take to answer. */
  const PATIENCE = 10_000;

  /** @type {Record<"en" | "ar", {title: string, news: string}>} */
  const WORDS = {
    en: {
      title: "Notification",
      news: "There is something new at",
    },
    ar: {
      title: "إشعار",
      news: "هناك جديد في",
    },
  };

  /** @typedef {{action: string, title: string, navigate?: string, icon?: string}} Action */

  /**
   * The `notification` of a declarative push message (W3C Push API). All of it came from outside:
   * nothing but the title is certain to be there, or of its type.
   *
   * @typedef {NotificationOptions & {title: string, navigate?: string, renotify?: boolean,
   *   actions?: Action[]}} Declared
   */

  /** @typedef {{id: string, deliveryId: string}} Delivery the notification's id and its own */

  /** @typedef {{notification: Declared, app_badge?: number, towncrier?: Delivery}} Message */

  /**
   * What a shown notification carries, for the click on it and for those that come after it.
   *
   * @typedef {object} Carried
   * @property {string} [navigate]
   * @property {Record<string, string>} actions where each action leads
   * @property {Delivery} [towncrier]
   * @property {any} [data] the publisher's own
   */

  /** @typedef {import("./towncrier/stored.d.ts").StoredSubscription} StoredSubscription */

  worker.addEventListener("push", (event) => {
    // A browser that reads declarative messages itself shows them itself.
    if ("notification" in event && event.notification) return;
    event.waitUntil(onPush(parsed(event.data)));
  });

  worker.addEventListener("notificationclick", (event) => {
    event.waitUntil(onClick(event));
  });

  worker.addEventListener("notificationclose", (event) => {
    event.waitUntil(tell("closed", event.notification.data?.towncrier));
  });

  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(navigator.locks.request("towncrier", () => replace(event.newSubscription)));
  });

  // Showing. Every push shows something: one that does not costs the site its permission.

  /** @param {any} message what the payload says, whatever that is */
  async function onPush(message) {
    if (typeof message?.notification?.title !== "string") return inTurn(showUnreadable);
    await inTurn(() => display(message));
    await Promise.all([badge(message.app_badge), tell("displayed", message.towncrier)]);
  }

  /** @param {PushMessageData | null} data */
  function parsed(data) {
    try {
      return data?.json();
    } catch {
      return undefined;
    }
  }

  /** @type {Promise<unknown>} */
  let turn = Promise.resolve();

  /**
   * Shows and lists one after another: Chromium drops what is listed before it is on the screen.
   * None waits long, as the one before may wait for its icon.
   *
   * @template T
   * @param {() => Promise<T>} work
   */
  function inTurn(work) {
    const shown = Promise.race([turn, pause(TURN)]).then(work);
    turn = shown.catch(() => {});
    return shown;
  }

  function showUnreadable() {
    const lang = language(navigator.language);
    const { title, news } = WORDS[lang];
    const body = `${news} ${worker.location.host}.`;
    return show(title, { body, lang, tag: "towncrier" });
  }

  /** @param {Message} message */
  async function display(message) {
    const { title } = message.notification;
    try {
      await show(title, await options(message));
    } catch {
      // Some member is not to this browser's liking: the words matter more than the trimmings.
      await show(title, essentials(message));
    }
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
   */
  async function options(message) {
    const { title, navigate, actions, ...rest } = message.notification;
    const shown = listed(actions).map(({ action, title, icon }) => ({ action, title, icon }));
    const renotify = rest.renotify === true && !(await isRepeat(message));
    return { ...rest, actions: shown, renotify, tag: tagOf(message), data: carried(message) };
  }

  /**
   * @param {Message} message
   * @returns {NotificationOptions}
   */
  function essentials(message) {
    const { body, silent } = message.notification;
    const data = carried(message);
    return { body: text(body) ?? "", silent: silent === true, tag: tagOf(message), data };
  }

  /**
   * The tag makes a repeat replace its first copy.
   *
   * @param {Message} message
   */
  function tagOf({ notification, towncrier }) {
    return text(notification.tag) ?? text(towncrier?.deliveryId) ?? "towncrier";
  }

  /** @param {Message} message */
  async function isRepeat(message) {
    const open = await worker.registration.getNotifications({ tag: tagOf(message) });
    const delivery = text(message.towncrier?.deliveryId);
    return open.some(({ data }) => delivery && data?.towncrier?.deliveryId === delivery);
  }

  /**
   * @param {Message} message
   * @returns {Carried}
   */
  function carried({ notification: { navigate, actions, data }, towncrier }) {
    const targets = listed(actions).flatMap(({ action, navigate }) =>
      text(navigate) ? [[action, navigate]] : [],
    );
    return {
      navigate: text(navigate),
      actions: Object.fromEntries(targets),
      towncrier,
      data,
    };
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

  /** @param {NotificationEvent} event */
  async function onClick({ notification, action }) {
    const { data } = notification;
    notification.close();
    await Promise.all([visit(destination(data, action)), tell("clicked", data?.towncrier)]);
  }

  /**
   * @param {Carried | null} carried
   * @param {string} action empty for a click on the notification itself
   * @returns {string} an http or https URL
   */
  function destination(carried, action) {
    const home = worker.registration.scope;
    const { actions = {}, navigate = home } = carried ?? {};
    const wanted = Object.hasOwn(actions, action) ? actions[action] : navigate;
    if (!wanted || !URL.canParse(wanted, home)) return home;
    const url = new URL(wanted, home);
    return ["http:", "https:"].includes(url.protocol) ? url.href : home;
  }

  /** @param {string} url */
  async function visit(url) {
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = url.split("#")[0];
    const open =
      windows.find((each) => each.url === url) ??
      windows.find((each) => each.url.split("#")[0] === page);
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

  // Everywhere.

  /** @param {string} tag a language tag (BCP 47) */
  function language(tag) {
    return /^ar\b/i.test(tag) ? "ar" : "en";
  }

  /** @param {unknown} value */
  function text(value) {
    return typeof value === "string" && value ? value : undefined;
  }

  /** @param {number} time milliseconds */
  function pause(time) {
    return new Promise((resolve) => setTimeout(resolve, time));
  }
})();
