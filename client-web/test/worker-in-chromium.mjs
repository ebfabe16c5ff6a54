/** The service worker in a real Chromium, with pushes delivered through its DevTools. */
import { startChromium } from "./browsers.mjs";
import { eventually } from "./eventually.mjs";
import { serveFiles } from "./static-server.mjs";

/** How long a push may take to show, in milliseconds. */
const PATIENCE = 10_000;

/** The SDK's part of the storage, as the page loads it. */
const STORAGE = "/towncrier/storage.js";

/**
 * @typedef {object} Setting
 * @property {import("node:http").RequestListener} [api]
 * @property {Map<string, string>} [scripts] by path, in place of the files
 * @property {string} [script] path of the worker's
 * @property {string} [language] the visitor's, as a language tag
 * @property {(() => Promise<unknown>)[]} [before] run in a page without scripts of its own, before
 *   the worker is there
 */

/**
 * @param {string} executablePath
 * @param {Setting} [setting]
 */
export async function startWorker(executablePath, setting = {}) {
  const { api, scripts = new Map(), script = "/towncrier-sw.js", language, before = [] } = setting;
  const files = await serveFiles(api, scripts);
  const chromium = await startChromium(executablePath, files.origin, language);
  const page = await chromium.context.newPage();
  const devTools = await chromium.context.newCDPSession(page);
  const registered = new Promise((resolve) => {
    devTools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL === `${files.origin}/`);
      if (found) resolve(found.registrationId);
    });
  });
  await devTools.send("ServiceWorker.enable");
  await page.goto(before.length ? `${files.origin}/icon.png` : files.origin);
  for (const work of before) await page.evaluate(work);
  await page.evaluate(register, script);
  const registrationId = await registered;
  const worker = () => chromium.context.serviceWorkers().at(-1);

  return {
    origin: files.origin,
    page,

    /**
     * Delivers a push and waits until the worker has shown something for it.
     *
     * It must not look at the notifications meanwhile: `getNotifications` makes Chromium drop those
     * that are stored but not yet on the screen.
     *
     * @param {string} data the decrypted payload; empty for a push without one
     */
    async push(data) {
      await this.inside(watchShowing, undefined);
      await this.deliver(data);
      await this.inside(untilShown, PATIENCE);
    },

    /**
     * Delivers a push and waits for nothing.
     *
     * @param {string} data the decrypted payload; empty for a push without one
     */
    async deliver(data) {
      const { origin } = files;
      await devTools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
    },

    shown: () => page.evaluate(read),

    /**
     * Serves another version of a worker's script, and waits until it is active.
     *
     * @param {string} path
     * @param {string} content
     */
    async update(path, content) {
      scripts.set(path, content);
      await page.evaluate(update);
    },

    /**
     * Stores a subscription, as the SDK does.
     *
     * @param {object} [members] other than the usual
     */
    remember(members) {
      const stored = {
        scope: `${files.origin}/`,
        application: "demo",
        server: files.origin,
        id: "id-1",
        token: "token-1",
        endpoint: "https://push.example/1",
        applicationServerKey: "BAAA",
        ...members,
      };
      const put = async ([module, record]) => (await import(module)).subscriptions.put(record);
      return page.evaluate(put, /** @type {const} */ ([STORAGE, stored]));
    },

    /** What the SDK would find stored. */
    remembered() {
      const get = async (module) => (await import(module)).subscriptions.get(`${location.origin}/`);
      return page.evaluate(get, STORAGE);
    },

    forget() {
      const remove = async (module) => (await import(module)).subscriptions.remove(`${location.origin}/`);
      return page.evaluate(remove, STORAGE);
    },

    /**
     * Clicks on the one notification that shows, or on an action of it. DevTools can't click a
     * notification, so the event is made here; the windows that it finds are real. What a worker
     * may do only after a click of the visitor's own is recorded instead of done.
     *
     * @param {string} [action]
     * @returns {Promise<{opened: string[], focused: string[], left: number}>}
     */
    click(action = "") {
      return this.inside(clickInWorker, action);
    },

    /**
     * Runs a function inside of the worker.
     *
     * @template A, R
     * @param {(argument: A) => Promise<R>} work
     * @param {A} argument
     * @returns {Promise<R>}
     */
    inside(work, argument) {
      return worker().evaluate(work, argument);
    },

    async closeAll() {
      await page.evaluate(closeAll);
      const limits = { within: PATIENCE, what: "no notification is left" };
      await eventually(() => page.evaluate(read), (left) => left.length === 0, limits);
    },

    async stop() {
      await chromium.stop();
      await files.stop();
    },
  };
}

// What follows runs in the browser.

/** @param {string} script */
async function register(script) {
  await navigator.serviceWorker.register(script);
  const { active } = await navigator.serviceWorker.ready;
  while (active?.state !== "activated") {
    await new Promise((changed) => (active.onstatechange = changed));
  }
}

async function update() {
  const registration = await navigator.serviceWorker.ready;
  const before = registration.active;
  await registration.update();
  const next = registration.installing ?? registration.waiting ?? registration.active;
  if (!next || next === before) throw new Error("There is no other version");
  while (next.state !== "activated") {
    await new Promise((changed) => (next.onstatechange = changed));
  }
}

async function read() {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map((each) => ({
    title: each.title,
    body: each.body,
    tag: each.tag,
    lang: each.lang,
    dir: each.dir,
    icon: each.icon,
    badge: each.badge,
    silent: each.silent,
    renotify: each.renotify,
    requireInteraction: each.requireInteraction,
    timestamp: each.timestamp,
    actions: each.actions.map(({ action, title }) => ({ action, title })),
    data: each.data,
  }));
}

async function watchShowing() {
  const { registration } = self;
  self.shown = new Promise((resolve) => {
    registration.showNotification = async (title, options) => {
      await ServiceWorkerRegistration.prototype.showNotification.call(registration, title, options);
      resolve(true);
    };
  });
}

/** @param {number} patience milliseconds */
async function untilShown(patience) {
  const givenUp = new Promise((resolve) => setTimeout(resolve, patience, false));
  if (!(await Promise.race([self.shown, givenUp]))) throw new Error("The push showed nothing");
}

async function closeAll() {
  const registration = await navigator.serviceWorker.ready;
  for (const each of await registration.getNotifications()) each.close();
}

/** @param {string} action */
async function clickInWorker(action) {
  const opened = [];
  const focused = [];
  const done = [];
  self.clients.openWindow = async (url) => void opened.push(url);
  WindowClient.prototype.focus = async function () {
    focused.push(this.url);
  };
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification, action });
  event.waitUntil = (work) => done.push(work);
  self.dispatchEvent(event);
  await Promise.all(done);
  return { opened, focused, left: (await self.registration.getNotifications()).length };
}
