/**
 * The widget in Chromium, which can't be subscribed without a push service of its vendor's; what a
 * subscription changes is tested in Firefox. The server is away but for what it offers.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { violations } from "./accessibility.mjs";
import { locate, startChromium } from "./browsers.mjs";
import { serveFiles } from "./static-server.mjs";

const { path, skip } = locate("chromium");

const KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const OFFERED = {
  applicationServerKey: KEY,
  topics: [
    { id: "news", name: "News" },
    { id: "sport", name: "Sport" },
  ],
};
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1";

describe("the widget", { skip, timeout: 180_000 }, () => {
  /** @type {Awaited<ReturnType<typeof serveFiles>>} */
  let files;
  /** @type {Awaited<ReturnType<typeof startChromium>>} */
  let chromium;
  /** @type {import("playwright-core").Page} */
  let page;
  /** @type {import("playwright-core").CDPSession} its end takes the permissions with it */
  let devTools;
  /** @type {string[]} */
  let complaints;
  let answering = true;

  before(async () => {
    files = await serveFiles(
      (request, response) => {
        if (!answering || !request.url?.endsWith("/config")) return response.writeHead(503).end();
        response.writeHead(200, { "Content-Type": "application/json" });
        response.end(JSON.stringify(OFFERED));
      },
      new Map([
        ["/bell.html", html("en", `<towncrier-subscribe application="demo" topics="news">`)],
        ["/inline.html", html("en", `<towncrier-subscribe application="demo" inline>`)],
        ["/invite.html", html("en", `<towncrier-subscribe application="demo" invite="0">`)],
        ["/arabic.html", html("ar", `<towncrier-subscribe application="demo">`)],
        ["/no-worker.html", html("en", `<towncrier-subscribe application="demo" service-worker="/missing.js">`)],
      ]),
    );
    chromium = await startChromium(/** @type {string} */ (path), undefined, undefined, [
      "--host-resolver-rules=MAP site.example 127.0.0.1",
    ]);
  });

  beforeEach(async () => {
    answering = true;
    complaints = [];
    page = await chromium.context.newPage();
    devTools = await chromium.context.newCDPSession(page);
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (line) => {
      if (line.text().includes("Content Security Policy")) complaints.push(line.text());
    });
    await permit("prompt");
  });

  afterEach(async () => {
    await page.evaluate(forgetAll).catch(() => {}); // a page without a secure context has nothing
    await page.close();
    assert.deepEqual(complaints, []);
  });

  after(async () => {
    await chromium?.stop();
    await files?.stop();
  });

  it("asks for nothing, and asks the server nothing, before it is opened", async () => {
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await visit("/bell.html", "ask");
    assert.deepEqual(asked.filter((each) => each.startsWith("/v1/")), []);
    assert.equal(await page.isVisible(".panel"), false);
    assert.equal(await page.evaluate(registrations), 0);
  });

  it("offers the topics, those that the page names being chosen", async () => {
    await open("/bell.html", "ask");
    assert.deepEqual(await page.$$eval("input[name=topic]", read), { news: true, sport: false });
    assert.equal(await page.textContent("h2"), "Get notified");
  });

  it("is worked by keyboard, and gives the focus back", async () => {
    await visit("/bell.html", "ask");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "panel");
    assert.equal(await page.getAttribute(".bell", "aria-expanded"), "true");
    await page.waitForSelector("input[name=topic]");
    /** @type {string[]} */
    const order = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press("Tab");
      order.push(await focused());
    }
    assert.deepEqual(order, ["close", "topic", "topic", "primary", "later"]);
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible(".panel"), false);
    assert.equal(await focused(), "bell");
  });

  it("closes on a click elsewhere", async () => {
    await open("/bell.html", "ask");
    await page.click("h1");
    assert.equal(await page.isVisible(".panel"), false);
  });

  it("remembers for 30 days that the visitor declined", async () => {
    await open("/invite.html", "ask");
    await page.click(".later");
    await page.waitForSelector(".bell[data-state=declined]");
    assert.equal(await page.isVisible(".panel"), false);
    await visit("/invite.html", "declined");
    assert.equal(await page.isVisible(".panel"), false);
    await page.evaluate(declinedLongAgo);
    await open("/invite.html", "ask");
  });

  it("lets a visitor who declined subscribe all the same", async () => {
    await open("/bell.html", "ask");
    await page.click(".later");
    await page.waitForSelector(".bell[data-state=declined]");
    await open("/bell.html", "declined");
    assert.equal(await page.isVisible(".primary"), true);
    assert.equal(await page.isVisible(".later"), false);
  });

  it("opens by itself where it is invited to, without taking the focus", async () => {
    await visit("/invite.html", "ask");
    await page.waitForSelector(".panel", { state: "visible" });
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  });

  it("explains how to undo a refusal in this browser", async () => {
    await permit("denied");
    await open("/bell.html", "denied");
    assert.equal(await page.textContent("h2"), "Notifications are blocked");
    const steps = await page.$$eval("li", (all) => all.map((each) => each.textContent));
    assert.equal(steps[0], "Click the icon to the left of the address.");
    assert.equal(await page.isVisible(".primary"), false);
  });

  it("notices that the permission was changed meanwhile", async () => {
    await permit("denied");
    await visit("/bell.html", "denied");
    await permit("prompt");
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.waitForSelector(".bell[data-state=ask]");
  });

  it("explains that the browser can't", async () => {
    await page.addInitScript(() => void delete window.PushManager);
    await open("/bell.html", "unsupported");
    assert.equal(await page.textContent("h2"), "No notifications here");
  });

  it("sends an iPhone's visitor to the Home Screen", async () => {
    await devTools.send("Emulation.setUserAgentOverride", { userAgent: IPHONE });
    await page.addInitScript(() => void delete window.PushManager);
    await open("/bell.html", "home-screen");
    assert.equal(await page.locator("li").count(), 3);
  });

  it("explains that the page is insecure", async () => {
    const { port } = new URL(files.origin);
    await page.goto(`http://site.example:${port}/bell.html`);
    await page.click(".bell[data-state=insecure]");
    assert.equal(await page.isVisible(".primary"), false);
    assert.match((await page.textContent(".text")) ?? "", /https/);
  });

  it("says that the browser's question was left unanswered", async () => {
    await answer("default");
    await open("/bell.html", "ask");
    await page.click(".primary");
    assert.match(await alert(), /closed without an answer/);
    assert.equal(await focused(), "primary");
    assert.deepEqual(await violations(page), []);
  });

  it("turns to the explanation once the visitor has refused", async () => {
    await answer("denied");
    await open("/bell.html", "ask");
    await page.click(".primary");
    await page.waitForSelector(".bell[data-state=denied]");
    assert.equal(await focused(), "panel");
  });

  it("says that the service worker could not be registered", async () => {
    await permit("granted");
    await open("/no-worker.html", "unsubscribed");
    await page.click(".primary");
    assert.match(await alert(), /could not be installed/);
  });

  it("says that the push service can't be had, which Chromium goes on trying", async () => {
    await permit("granted");
    await page.clock.install();
    await open("/bell.html", "unsubscribed");
    await page.click(".primary");
    await page.waitForSelector(".panel[aria-busy=true]");
    await page.evaluate(subscribing);
    await page.clock.fastForward(20_000);
    assert.match(await alert(), /could not reach its push service/);
  });

  it("says that the server can't be had, once it is opened", async () => {
    answering = false;
    await visit("/bell.html", "ask");
    await page.click(".bell");
    assert.match(await alert(), /did not accept it/);
    answering = true;
    await page.keyboard.press("Escape");
    await page.click(".bell");
    await page.waitForSelector("input[name=topic]");
    assert.equal(await page.isVisible(".error"), false);
  });

  it("stands on the page itself where that is asked for", async () => {
    await page.goto(`${files.origin}/inline.html`);
    await page.waitForSelector("input[name=topic]");
    assert.equal(await page.isVisible(".bell"), false);
    assert.equal(await page.getAttribute(".panel", "role"), "region");
  });

  it("speaks Arabic, from right to left", async () => {
    await open("/arabic.html", "ask");
    assert.equal(await page.textContent("h2"), "استقبل الإشعارات");
    assert.equal(await page.getAttribute(".panel", "dir"), "rtl");
    assert.equal(await page.getAttribute(".bell", "aria-label"), "الإشعارات");
    const [title, close] = await Promise.all([box("h2"), box(".close")]);
    assert.ok(title.x > close.x);
  });

  it("changes its language with the page", async () => {
    await open("/bell.html", "ask");
    await page.$eval("towncrier-subscribe", (bell) => bell.setAttribute("lang", "ar"));
    assert.equal(await page.textContent(".later"), "ليس الآن");
  });

  it("takes the colours that the site sets", async () => {
    await open("/bell.html", "ask");
    const set = (/** @type {HTMLElement} */ bell) =>
      bell.style.setProperty("--towncrier-accent", "rgb(1, 2, 3)");
    await page.$eval("towncrier-subscribe", set);
    const colour = (/** @type {Element} */ each) => getComputedStyle(each).backgroundColor;
    assert.equal(await page.$eval(".primary", colour), "rgb(1, 2, 3)");
  });

  it("rings no bell for whoever wants less motion", async () => {
    const name = (/** @type {Element} */ each) => getComputedStyle(each).animationName;
    await visit("/bell.html", "ask");
    await page.hover(".bell");
    assert.equal(await page.$eval(".bell svg", name), "ring");
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.equal(await page.$eval(".bell svg", name), "none");
  });

  for (const [width, height] of [
    [1280, 800],
    [320, 568],
  ]) {
    it(`fits into ${width} by ${height} pixels`, async () => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ reducedMotion: "reduce" });
      await permit("denied");
      for (const where of ["/bell.html", "/arabic.html"]) {
        await open(where, "denied");
        const { x, y, width: wide, height: high } = await box(".panel");
        assert.ok(x >= 0 && y >= 0 && x + wide <= width && y + high <= height);
        const spare = () => document.documentElement.scrollWidth - innerWidth;
        assert.ok((await page.evaluate(spare)) <= 0);
      }
    });
  }

  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const [where, permission, state] of /** @type {const} */ ([
      ["/bell.html", "prompt", "ask"],
      ["/bell.html", "denied", "denied"],
      ["/arabic.html", "denied", "denied"],
      ["/bell.html", "granted", "unsubscribed"],
    ])) {
      it(`is accessible: ${where} ${state}, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await permit(permission);
        await visit(where, state);
        assert.deepEqual(await violations(page), []);
        await page.click(".bell");
        await settled();
        assert.deepEqual(await violations(page), []);
      });
    }
  }

  /** @param {"granted" | "denied" | "prompt"} setting */
  async function permit(setting) {
    const permission = { name: "notifications" };
    await devTools.send("Browser.setPermission", { permission, setting, origin: files.origin });
  }

  /**
   * The browser's question, which nobody can see in a browser without a screen, gets an answer.
   *
   * @param {"denied" | "default"} permission
   */
  async function answer(permission) {
    await page.addInitScript((answered) => {
      Notification.requestPermission = async () => {
        Object.defineProperty(Notification, "permission", { value: answered });
        return answered;
      };
    }, permission);
  }

  /**
   * @param {string} where
   * @param {string} state
   */
  async function visit(where, state) {
    await page.goto(files.origin + where);
    await page.waitForSelector(`.bell[data-state=${state}]`);
  }

  /**
   * @param {string} where
   * @param {string} state
   */
  async function open(where, state) {
    await visit(where, state);
    if (!(await page.isVisible(".panel"))) await page.click(".bell");
    await settled();
  }

  async function settled() {
    await page.waitForSelector(".panel[aria-busy=false]");
  }

  async function alert() {
    await page.waitForSelector(".error", { state: "visible" });
    return (await page.textContent(".error")) ?? "";
  }

  function focused() {
    return page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.classList[0] ?? "nothing",
    );
  }

  /** @param {string} selector */
  async function box(selector) {
    const found = await page.locator(selector).boundingBox();
    assert.ok(found, `${selector} shows`);
    return found;
  }
});

/**
 * @param {string} language
 * @param {string} widget
 */
function html(language, widget) {
  const direction = language === "ar" ? "rtl" : "ltr";
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>A site</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <script type="module" src="/towncrier/widget.js"></script>
  <main><h1>A site</h1>${widget}</towncrier-subscribe></main>
</html>`;
}

// What follows runs in the page.

async function registrations() {
  return (await navigator.serviceWorker.getRegistrations()).length;
}

/** @param {HTMLInputElement[]} boxes */
function read(boxes) {
  return Object.fromEntries(boxes.map((each) => [each.value, each.checked]));
}

/** Waits until the page has asked its push manager. */
async function subscribing() {
  const registration = await navigator.serviceWorker.ready;
  await registration.pushManager.getSubscription();
}

async function forgetAll() {
  await new Promise((resolve) => {
    indexedDB.deleteDatabase("towncrier").onsuccess = resolve;
  });
}

async function declinedLongAgo() {
  const { choices } = await import("/towncrier/storage.js");
  const scope = `${location.origin}/`;
  const days = 31 * 86_400_000;
  await choices.put({ scope, declinedAt: Date.now() - days });
}
