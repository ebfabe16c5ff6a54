/** The operator console, in Chromium against a running system. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { violations } from "./accessibility.mjs";
import { locate, startChromium } from "./browsers.mjs";
import { runningSystem } from "./system.mjs";

const { path, skip } = locate("chromium");

const VIEWS = ["overview", "notifications", "compose", "dead-letters", "subscriptions", "analytics"];

describe("the console", { skip, timeout: 240_000 }, () => {
  /** @type {ReturnType<typeof runningSystem>} */
  let system;
  /** @type {Awaited<ReturnType<typeof startChromium>>} */
  let chromium;
  /** @type {import("playwright-core").Page} */
  let page;
  /** @type {string[]} */
  const complaints = [];

  before(async () => {
    system = runningSystem();
    const [refused] = await system.subscribe(5);
    await system.script(refused.endpoint, { status: 400, times: 1 });
    chromium = await startChromium(/** @type {string} */ (path), undefined);
    page = await chromium.context.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (line) => {
      if (line.text().includes("Content Security Policy")) complaints.push(line.text());
    });
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(`${system.url}/console`);
  });

  after(async () => {
    await chromium?.stop();
  });

  it("lets nobody in without a key", async () => {
    await page.waitForSelector("input[type=password]");
    assert.deepEqual(await violations(page), []);
    await page.fill("input[type=password]", "not a key of ours, of 43 characters in all...");
    await page.click("text=Sign in");
    assert.match(await said("alert"), /not valid/);
  });

  it("takes an API key, and keeps it where no script can read it", async () => {
    await page.fill("input[type=password]", system.key);
    await page.click("text=Sign in");
    await page.waitForSelector("nav");
    const readable = () => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage });
    assert.ok(!(await page.evaluate(readable)).includes(system.key));
    const [cookie] = await chromium.context.cookies();
    assert.equal(cookie?.httpOnly, true);
    assert.equal(cookie?.sameSite, "Strict");
    assert.ok(!cookie?.value.includes(system.key));
    await page.reload();
    await page.waitForSelector("[data-connected=true]");
  });

  it("says how many browsers a message would reach, and shows it", async () => {
    await view("compose");
    await page.getByLabel("Everyone").uncheck();
    await page.getByLabel("Sport").check();
    await page.getByText(/^\d+ browsers get it\.$/).waitFor();
    await page.getByLabel("Title").fill("From the console");
    await page.getByLabel("Body").fill("As it happens");
    assert.equal(await page.textContent(".preview"), "From the consoleAs it happens");
  });

  it("sends it, and follows it until it is sent", async () => {
    await page.click("button[type=submit]");
    const id = /Published as (.+?)\./.exec(await said("status"))?.[1];
    const row = page.locator(`li[data-id="${id}"]`);
    await row.and(page.locator("[data-state=sent]")).waitFor();
    assert.match((await row.textContent()) ?? "", /dead-lettered1/);
  });

  it("charts what has come through", async () => {
    await view("overview");
    await page.locator("[role=img][aria-label*=accepted]").first().waitFor();
    await page.locator("[role=img][aria-label*=p99]").waitFor();
    assert.ok((await page.locator(".uplot canvas").count()) >= 3);
  });

  it("shows why it could not be delivered to one, and has it delivered again", async () => {
    await view("dead-letters");
    const row = page.locator("tr", { hasText: "refused" });
    await row.waitFor();
    assert.match((await row.textContent()) ?? "", /400/);
    await page.getByLabel("Reason").selectOption("refused");
    await page.getByLabel("Replayed a second").fill("10");
    await page.click("text=Replay these");
    assert.match(await said("status"), /^1 taken back/);
  });

  it("schedules a message, pauses it, resumes it and cancels it", async () => {
    await view("compose");
    await page.getByLabel("Title").fill("Later");
    await page.getByLabel("Not before").fill("2031-01-01T09:00");
    await page.click("text=Schedule");
    const id = /Published as (.+?)\./.exec(await said("status"))?.[1];
    const row = page.locator(`li[data-id="${id}"]`);
    for (const [verb, state] of [
      ["", "scheduled"],
      ["Pause", "paused"],
      ["Resume", "scheduled"],
      ["Cancel", "cancelled"],
    ]) {
      if (verb) await row.getByRole("button", { name: verb }).click();
      await row.and(page.locator(`[data-state=${state}]`)).waitFor();
    }
  });

  it("counts subscriptions, by topic and by key", async () => {
    await view("subscriptions");
    await page.locator("tr", { hasText: "sport" }).waitFor();
    await page.locator("tr", { hasText: "current" }).waitFor();
    const days = page.getByRole("region", { name: "By day" }).locator("tbody tr");
    assert.equal(await days.count(), 7);
  });

  it("adds up what became of notifications, also for a spreadsheet", async () => {
    await view("analytics");
    await page.getByLabel("By").selectOption("topic");
    const row = page.locator("tr", { hasText: "sport" });
    await row.waitFor();
    assert.match((await row.textContent()) ?? "", /^sport\d+000–$/);
    const coming = page.waitForEvent("download");
    await page.click("text=Download CSV");
    const csv = await readFile(await (await coming).path(), "utf8");
    assert.match(csv, /^topic,acceptedAt,accepted,displayed,clicked,closed\n(.+\n)*sport,,\d+,0,0,0\n/);
  });

  it("does nothing for a page that does not know the session's token", async () => {
    const status = async () => {
      const made = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
      return (await fetch("/v1/applications/demo/vapid-keys/rotate", made)).status;
    };
    assert.equal(await page.evaluate(status), 403);
  });

  for (const name of VIEWS) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      it(`is accessible: ${name}, ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        await view(name);
        assert.deepEqual(await violations(page), []);
      });
    }

    it(`is usable on a phone: ${name}`, async () => {
      await page.setViewportSize({ width: 375, height: 667 });
      await view(name);
      // Charts follow the window's width a frame later.
      await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
      await page.setViewportSize({ width: 1280, height: 800 });
    });
  }

  it("lets nobody in any more once its holder has signed out", async () => {
    await page.click("text=Sign out");
    await page.waitForSelector("input[type=password]");
    await page.reload();
    await page.waitForSelector("input[type=password]");
  });

  it("shows the holder of a key what its scopes allow, until it is revoked", async () => {
    const { id, key } = await system.manage("POST", "/api-keys", { name: "R", scopes: ["read"] });
    await page.fill("input[type=password]", key);
    await page.click("text=Sign in");
    await page.waitForSelector("[data-connected=true]");
    const links = await page.locator("nav a").allTextContents();
    assert.deepEqual(links, ["Overview", "Notifications", "Dead letters", "Subscriptions", "Analytics"]);
    await system.manage("DELETE", `/api-keys/${id}`);
    await page.waitForSelector("input[type=password]");
  });

  it("keeps to a content security policy without inline code", () => {
    assert.deepEqual(complaints, []);
  });

  /** @param {string} name */
  async function view(name) {
    await page.goto(`${system.url}/console#${name}`);
    await page.waitForSelector(`nav a[href="#${name}"][aria-current=page]`);
  }

  /** @param {"alert" | "status"} role */
  async function said(role) {
    const line = page.locator(role === "alert" ? ".wrong" : ".said").filter({ hasText: /./ });
    await line.waitFor();
    return (await line.textContent()) ?? "";
  }
});
