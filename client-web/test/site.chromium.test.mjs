/** The demo site in Chromium where there is no API: it must say so rather than look alive. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./accessibility.mjs";
import { locate, startChromium } from "./browsers.mjs";
import { serveFiles } from "./static-server.mjs";

const { path, skip } = locate("chromium");

describe("the demo site without an API", { skip, timeout: 60_000 }, () => {
  /** @type {Awaited<ReturnType<typeof serveFiles>>} */
  let files;
  /** @type {Awaited<ReturnType<typeof startChromium>>} */
  let chromium;
  /** @type {import("playwright-core").Page} */
  let page;
  /** @type {string[]} */
  const complaints = [];

  before(async () => {
    files = await serveFiles();
    chromium = await startChromium(/** @type {string} */ (path), files.origin);
    page = await chromium.context.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (line) => {
      if (line.type() === "error" && !line.text().includes("404")) complaints.push(line.text());
    });
    await page.goto(files.origin);
    await page.waitForSelector("#state[data-state]");
  });

  after(async () => {
    await chromium?.stop();
    await files?.stop();
  });

  it("asks for no permission and registers no worker", async () => {
    assert.equal(await page.getAttribute("#state", "data-state"), "unsubscribed");
    const count = () => navigator.serviceWorker.getRegistrations().then((all) => all.length);
    assert.equal(await page.evaluate(count), 0);
  });

  it("does not offer to send where nobody lets a visitor send", async () => {
    assert.equal(await page.isVisible("#ring"), false);
  });

  it("shows the command to try", async () => {
    const command = "./towncrier send --topic news --title Hello";
    assert.equal(await page.textContent("pre"), command);
  });

  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    it(`is accessible (${colorScheme})`, async () => {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), []);
    });
  }

  it("does not scroll sideways on a small phone", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    const spare = () => document.documentElement.scrollWidth - innerWidth;
    assert.ok((await page.evaluate(spare)) <= 0);
  });

  it("says what went wrong, as an alert, once the alerts are asked for", async () => {
    await page.click("#choose");
    await page.getByRole("alert").waitFor();
    assert.match((await page.getByRole("alert").textContent()) ?? "", /did not accept it/);
  });

  it("keeps to a content security policy without inline code", () => {
    assert.deepEqual(complaints, []);
  });
});
