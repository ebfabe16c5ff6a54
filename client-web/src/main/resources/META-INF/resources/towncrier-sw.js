/**
 * Towncrier's service worker: shows pushes, opens what they lead to, tells the server of both, and
 * keeps the subscription alive when the browser replaces it. A classic script, so that every
 * browser with Web Push takes it, and a site with a worker of its own can load it there, by
 * importScripts in its first line.
 */
(() => {
  "use strict";

  const worker = /** @type {ServiceWorkerGlobalScope} */ (
    /** @type {unknown} */ (globalThis)
  );

  /**
   * Whether this is the registration's own script, told by its name: then it answers every push.
   * In a site's worker it answers Towncrier's, and leaves all others to the site.
   */
  const OWN = worker.location.pathname.endsWith("/towncrier-sw.js");

  /** So many notifications of a group stand side by side; more are folded into one. */
  const SIDE_BY_SIDE = 5;
  /** So many titles a summary shows. */
  const LINES = 4;
  /** So many folded notifications a summary tells from new ones. */
  const REMEMBERED = 100;

  // All times are in milliseconds.
  /** How long a push waits for one before it to show. */
  const TURN = 1000;
  /** How long receipts wait for others to go with. */
  const GATHERING = 1000;
  /** How long the server, or the storage, may take to answer. */
  const PATIENCE = 10_000;
  const DAY = 86_400_000;

  /** What the server takes at once, how old it may be, and how many are kept for it. */
  const RECEIPTS = { most: 100, bytes: 8192, age: 7 * DAY, kept: 1000 };
  const RECEIPTS_TAG = "towncrier-receipts";

  /** @typedef {{title: string, news: string, messages: Record<string, string>}} Words */

  /** @type {Record<"en" | "ar", Words>} */
  const WORDS = {
    en: {
      title: "Notification",
      news: "There is something new at",
      messages: { other: "new messages" },
    },
    ar: {
      title: "إشعار",
      news: "هناك جديد في",
      messages: { few: "رسائل جديدة", other: "رسالة جديدة" },
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
   * @property {Delivery} [towncrier] always there, if only as undefined: so it is known as ours
   * @property {any} [data] the publisher's own
   * @property {number} shown when, since 1970
   * @property {Summary} [summary] if it is one
   */

  /** @typedef {{count: number, titles: Map<string, string>}} Summary titles by tag, oldest first */

  /** @typedef {import("./towncrier/stored.d.ts").StoredSubscription} StoredSubscription */

  /** @typedef {{url: string, receipt: {at: string, [member: string]: string}}} Kept */

  worker.addEventListener("install", () => {
    // It answers no fetches, so no page is in the middle of anything with the one before.
    if (OWN) worker.skipWaiting();
  });

  // Not waited for, as pushes wait for the activation.
  worker.addEventListener("activate", () => void sendSoon());

  worker.addEventListener("push", (event) => {
    // A browser that reads declarative messages itself shows them itself.
    if ("notification" in event && event.notification) return;
    const message = parsed(event.data);
    if (OWN || message?.web_push === 8030 || message?.towncrier) answer(event, onPush(message));
  });

  worker.addEventListener("notificationclick", (event) => {
    if (isOurs(event.notification)) answer(event, onClick(event));
  });

  worker.addEventListener("notificationclose", (event) => {
    if (isOurs(event.notification)) answer(event, onClose(event.notification));
  });

  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(navigator.locks.request("towncrier", () => replace(event.newSubscription)));
  });

  worker.addEventListener("online", () => void sendSoon());

  worker.addEventListener("sync", (/** @type {any} */ event) => {
    if (event.tag === RECEIPTS_TAG) answer(event, sendOrFail());
  });

  /**
   * Does the work, and keeps the event from the site's own handlers, where they come later.
   *
   * @param {ExtendableEvent} event
   * @param {Promise<unknown>} work
   */
  function answer(event, work) {
    event.stopImmediatePropagation();
    event.waitUntil(work);
  }

  /** @param {Notification} notification */
  function isOurs({ data }) {
    return OWN || (typeof data === "object" && data !== null && "towncrier" in data);
  }

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
      if (!(await fold(message))) await show(title, await options(message));
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
      shown: Date.now(),
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

  // Folding: many of one group, which the publisher names in `data.group`, become one summary.

  /**
   * @param {Message} message
   * @returns {Promise<boolean>} whether it is shown, in a summary
   */
  async function fold(message) {
    const { title, data } = message.notification;
    const group = text(data?.group);
    if (!group) return false;
    const open = (await worker.registration.getNotifications())
      .filter((each) => each.data?.shown && each.data.data?.group === group)
      .sort((one, other) => one.data.shown - other.data.shown);
    const singles = open.filter((each) => !each.data.summary);
    /** @type {Carried | undefined} */
    const before = open.find((each) => each.data.summary)?.data;
    const { count, titles } = before?.summary ?? { count: 0, titles: new Map() };
    const known = titles.size;
    for (const single of singles) titles.set(single.tag, single.title);
    titles.set(tagOf(message), title);
    if (!before && titles.size <= SIDE_BY_SIDE) return false;

    const own = carried(message);
    const alike = open.every((each) => each.data.navigate === own.navigate);
    const isNew = titles.size > known;
    await summarize(message.notification, isNew, {
      ...own,
      navigate: alike ? own.navigate : undefined,
      actions: {},
      towncrier: isNew ? own.towncrier : before?.towncrier,
      data: { group },
      summary: {
        count: count + titles.size - known,
        titles: new Map([...titles].slice(-REMEMBERED)),
      },
    });
    singles.forEach(close);
    return true;
  }

  /**
   * @param {Declared} newest
   * @param {boolean} renotify
   * @param {Carried & {summary: Summary}} data
   */
  function summarize({ lang, icon, badge, silent }, renotify, data) {
    const { count, titles } = data.summary;
    const own = language(text(lang) ?? navigator.language);
    const { messages } = WORDS[own];
    const words = messages[new Intl.PluralRules(own).select(count)] ?? messages["other"];
    const members = {
      body: [...titles.values()].slice(-LINES).reverse().join("\n"),
      lang: own,
      icon,
      badge,
      silent: silent === true,
      renotify,
      tag: `towncrier-group-${data.data.group}`,
      data,
    };
    return show(`${count} ${words}`, members);
  }

  // Clicking and closing.

  /** @param {NotificationEvent} event */
  async function onClick({ notification, action }) {
    const { data } = notification;
    close(notification);
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

  /** Those that this worker closed. */
  const closed = new Set();

  /** @param {Notification} notification */
  function close(notification) {
    closed.add(copyOf(notification));
    notification.close();
  }

  /**
   * Firefox calls it closed also if this worker closed it, or if another came under its tag.
   *
   * @param {Notification} notification
   */
  async function onClose(notification) {
    const { tag, data } = notification;
    const open = await inTurn(() => worker.registration.getNotifications({ tag }));
    const replaced = open.some((each) => copyOf(each) !== copyOf(notification));
    if (!replaced && !closed.has(copyOf(notification))) await tell("closed", data?.towncrier);
  }

  /** @param {Notification} notification */
  function copyOf({ tag, data }) {
    return `${data?.shown} ${tag}`;
  }

  // Telling the server. Each receipt is kept first; then all that are kept are sent together.

  /**
   * What goes wrong with it is left: nobody waits for a receipt.
   *
   * @param {"displayed" | "clicked" | "closed"} event
   * @param {Delivery} [delivery]
   */
  async function tell(event, delivery) {
    try {
      const stored = await load();
      // One that the server can't read would take the others of its request along.
      if (!stored || !delivery || ![delivery.id, delivery.deliveryId].every(isId)) return;
      await keep({
        url: `${base(stored)}/receipts`,
        receipt: {
          deliveryId: delivery.deliveryId,
          notificationId: delivery.id,
          subscriptionId: stored.id,
          event,
          at: new Date().toISOString(),
        },
      });
      await sendSoon();
    } catch {
      // The storage is not to be had.
    }
  }

  /** @param {unknown} value */
  function isId(value) {
    return typeof value === "string" && value.length >= 1 && value.length <= 128;
  }

  /** A Background Sync that fails is tried again by the browser. */
  async function sendOrFail() {
    if (!(await sendSoon())) throw new Error("Some receipts have to wait.");
  }

  /** @type {Promise<boolean> | undefined} */
  let coming;

  /**
   * Sends what is kept, once for all events of a moment, and for all that come while another
   * sending is under way.
   *
   * @returns {Promise<boolean>} whether nothing has to wait
   */
  function sendSoon() {
    coming ??= pause(GATHERING).then(() =>
      navigator.locks.request(RECEIPTS_TAG, () => {
        coming = undefined;
        return send().catch(() => false);
      }),
    );
    return coming;
  }

  async function send() {
    const kept = await allKept();
    const earliest = new Date(Date.now() - RECEIPTS.age).toISOString();
    await drop(kept.filter(({ receipt }) => receipt.at < earliest));
    const due = kept.filter(({ receipt }) => receipt.at >= earliest);
    const urls = [...new Set(due.map(({ url }) => url))];
    const sent = await Promise.all(
      urls.map((url) => sendTo(url, due.filter((each) => each.url === url)).catch(() => false)),
    );
    const all = sent.every(Boolean);
    // Where the browser has no sync, or allows none, they go with the next event.
    if (!all) await /** @type {any} */ (worker.registration).sync?.register(RECEIPTS_TAG);
    return all;
  }

  /**
   * @param {string} url
   * @param {(Kept & {key: IDBValidKey})[]} kept
   * @returns {Promise<boolean>} whether none has to wait
   */
  async function sendTo(url, kept) {
    const heldUntil = await within("receipts", "readonly", (store) => store.get(url));
    if (heldUntil > Date.now()) return false;
    for (const batch of batches(kept)) {
      const { status, headers } = await post(url, batch);
      if (status === 429 || status >= 500) {
        const until = retryTime(headers.get("Retry-After"));
        await within("receipts", "readwrite", (store) => store.put(until, url));
        return false;
      }
      // Taken, or refused: another time it would be refused again.
      await drop(batch);
    }
    return true;
  }

  /**
   * @template {Kept} T
   * @param {T[]} kept
   */
  function batches(kept) {
    /** @type {T[][]} */
    const batches = [];
    let room = 0;
    for (const each of kept) {
      const bytes = new TextEncoder().encode(JSON.stringify(each.receipt)).length + 1;
      if (bytes > room || batches.at(-1)?.length === RECEIPTS.most) {
        batches.push([]);
        room = RECEIPTS.bytes - '{"receipts":[]}'.length;
      }
      batches.at(-1)?.push(each);
      room -= bytes;
    }
    return batches;
  }

  /**
   * @param {string} url
   * @param {Kept[]} batch
   */
  function post(url, batch) {
    const receipts = batch.map(({ receipt }) => receipt);
    return fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ receipts }),
      credentials: "omit",
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  /**
   * @param {string | null} value seconds or a date (RFC 9110 section 10.2.3)
   * @returns {number} a time since 1970, at most a day ahead
   */
  function retryTime(value) {
    const now = Date.now();
    const seconds = Number(value);
    const time = Number.isNaN(seconds) ? Date.parse(value ?? "") : now + seconds * 1000;
    return Math.min(time || now, now + DAY);
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
    const { endpoint } = subscription;
    let { id, token } = stored;
    let answer = await announce(stored, subscription, true);
    if ([401, 403, 404].includes(answer.status)) {
      // The server no longer knows the one before, as after its push service reported it gone.
      answer = await announce(stored, subscription, false);
      if (answer.ok) ({ id, token } = await answer.json());
    }
    // The stored endpoint is still the one before: the page's next resume() tries again.
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    const changed = { ...stored, id, token, endpoint };
    await within("subscriptions", "readwrite", (store) => store.put(changed));
  }

  /**
   * @param {StoredSubscription} stored
   * @param {PushSubscription} subscription
   * @param {boolean} isKnown whether it takes the place of the stored one, or is a new one
   */
  function announce(stored, subscription, isKnown) {
    const { id, token, applicationServerKey } = stored;
    return fetch(`${base(stored)}/subscriptions${isKnown ? `/${encodeURIComponent(id)}` : ""}`, {
      method: isKnown ? "PUT" : "POST",
      headers: {
        "Content-Type": "application/json",
        ...(isKnown && { Authorization: `Bearer ${token}` }),
      },
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

  // Remembering, in the IndexedDB database that towncrier/storage.js opens as well.

  /** @returns {Promise<StoredSubscription | undefined>} */
  function load() {
    const { scope } = worker.registration;
    return within("subscriptions", "readonly", (store) => store.get(scope));
  }

  /** The keys of receipts. Under text, a URL, is when the next may be sent there. */
  const NUMBERS = IDBKeyRange.upperBound(Infinity);

  /** @param {Kept} kept */
  function keep(kept) {
    return within("receipts", "readwrite", (store) => {
      store.add(kept);
      const keys = store.getAllKeys(NUMBERS);
      keys.onsuccess = () => {
        const tooMany = keys.result.at(-RECEIPTS.kept - 1);
        if (tooMany !== undefined) store.delete(IDBKeyRange.upperBound(tooMany));
      };
    });
  }

  /** @returns {Promise<(Kept & {key: IDBValidKey})[]>} oldest first */
  async function allKept() {
    /** @type {(Kept & {key: IDBValidKey})[]} */
    const kept = [];
    await within("receipts", "readonly", (store) => {
      const request = store.openCursor(NUMBERS);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return;
        kept.push({ ...cursor.value, key: cursor.key });
        cursor.continue();
      };
    });
    return kept;
  }

  /** @param {{key: IDBValidKey}[]} kept */
  function drop(kept) {
    return within("receipts", "readwrite", (store) => {
      for (const { key } of kept) store.delete(key);
    });
  }

  /**
   * @template T
   * @param {"subscriptions" | "receipts"} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T> | void} work
   * @returns {Promise<T>} the result of what the work returned
   */
  async function within(name, mode, work) {
    const database = await open(2);
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(name, mode);
        const request = work(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(/** @type {T} */ (request?.result));
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  /**
   * @param {number} [version] default: the one that is there
   * @returns {Promise<IDBDatabase>}
   */
  function open(version) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("towncrier", version);
      request.onupgradeneeded = () => upgrade(request.result);
      // A page that holds an older one open makes this wait, and all that come after it.
      let late = false;
      setTimeout(() => {
        late = true;
        reject(new Error("The database did not open in time."));
      }, PATIENCE);
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = () => database.close();
        if (late) database.close();
        else resolve(database);
      };
      request.onerror = () => {
        // A newer page has been here: what this worker needs of the database is still there.
        if (request.error?.name === "VersionError") resolve(open());
        else reject(request.error);
      };
    });
  }

  /** @param {IDBDatabase} database */
  function upgrade(database) {
    const stores = {
      subscriptions: { keyPath: "scope" },
      receipts: { autoIncrement: true },
      choices: { keyPath: "scope" },
    };
    for (const [name, options] of Object.entries(stores)) {
      if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, options);
    }
  }

  // Everywhere.

  /** @param {StoredSubscription} stored */
  function base({ server, application }) {
    return `${server}/v1/applications/${encodeURIComponent(application)}`;
  }

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
