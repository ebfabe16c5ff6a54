/** What the documents tell to type and to copy, done on a running system. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { locate, startChromium } from "./browsers.mjs";
import { listening } from "./static-server.mjs";
import { runningSystem } from "./system.mjs";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TYPES = { ".js": "text/javascript", ".html": "text/html; charset=utf-8" };

const { path, skip } = locate("chromium");

describe("the documents", { skip, timeout: 180_000 }, () => {
  /** @type {ReturnType<typeof runningSystem>} */
  let system;
  /** @type {string} like a checkout beside which the system runs */
  let folder;

  before(async () => {
    system = runningSystem();
    folder = await mkdtemp(join(tmpdir(), "towncrier-readme-"));
    await mkdir(join(folder, ".towncrier"));
    await copyFile(
      join(/** @type {string} */ (process.env["TOWNCRIER_DATA_DIR"]), "admin-key"),
      join(folder, ".towncrier/admin-key"),
    );
    const command = `#!/bin/sh\nexec "${process.env["TOWNCRIER_COMMAND"]}" "$@"\n`;
    await writeFile(join(folder, "towncrier"), command, { mode: 0o755 });
    await symlink(join(ROOT, "client-web"), join(folder, "client-web"));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  describe("README.md", () => {
    it("publishes from the command line", async () => {
      const text = await document("README.md");
      const commands = [...text.matchAll(/`(\.\/towncrier send [^`]*title [^`]*)`/g)];
      assert.ok(commands.length >= 2);
      for (const [, command] of commands) await shell(command);
    });

    it("publishes over HTTP, asks how far it is, counts and tries out on one browser", async () => {
      const [{ id }] = await system.subscribe(1);
      const text = await document("README.md");
      const section = between(text, "**Over HTTP**", "Texts can differ by recipient");
      const commands = blocks(section, "")
        .map((block) => block.split("\n\n")[0] ?? "")
        .filter((block) => block.startsWith("curl"));
      assert.equal(commands.length, 4);
      for (const command of commands) {
        const answer = JSON.parse(await shell(command.replace(/[0-9a-f-]{36}\/test/, `${id}/test`)));
        assert.ok(answer.id || "count" in answer, JSON.stringify(answer));
      }
    });
  });

  describe("docs/errors.md", () => {
    it("finds what could not be delivered, takes it back and drops it", async () => {
      const [once, never] = await system.subscribe(2);
      await system.script(once.endpoint, { status: 401, times: 1 });
      await system.script(never.endpoint, { status: 413, times: 1 });
      const { id } = await system.manage("POST", "/notifications", {
        audience: { subscriptions: [once.id, never.id] },
        notification: { title: "Not for everyone" },
      });
      await counts(id, { "dead-lettered": 2 });
      const text = await document("docs/errors.md");
      const [list, replay, drop] = blocks(text, "")
        .map((block) => block.split("\n\n")[0] ?? "")
        .filter((block) => block.startsWith("./towncrier dead-letters"));

      await until(async () => (await shell(/** @type {string} */ (list))).includes(once.id));
      await shell(/** @type {string} */ (replay));
      await counts(id, { accepted: 1, "dead-lettered": 1 });
      await until(async () => (await deadLetters(id)).length === 1);
      await shell(/** @type {string} */ (drop));
      assert.deepEqual(await deadLetters(id), []);
    });

    /** @param {string} notification */
    async function deadLetters(notification) {
      const path = `/dead-letters?notification=${notification}`;
      return (await system.manage("GET", path)).deadLetters;
    }
  });

  describe("docs/commands.md", () => {
    it("tells commands that there are, each with what it takes", async () => {
      const { id } = await system.manage("POST", "/notifications", {
        audience: { all: true },
        notification: { title: "Later" },
        sendAt: "2030-01-31T09:00:00Z",
      });
      const text = between(await document("docs/commands.md"), "| Command |", "## Doctor");
      const commands = [...text.matchAll(/^\| `(.*?)`/gm)]
        .map(([, command]) => /** @type {string} */ (command).replace(" ID", ` ${id}`))
        // Those take a file or what is not there, or change what other tests look at.
        .filter((command) => !/DELIVERY_ID|old.csv|restore|rotate/.test(command));
      assert.ok(commands.length >= 10);
      for (const command of commands) await shell(`./towncrier ${command}`);
      assert.equal((await system.manage("GET", `/notifications/${id}`)).state, "cancelled");
      assert.match(await readFile(join(folder, "all.ndjson"), "utf8"), /^\{"endpoint":/);
    });
  });

  describe("docs/analytics.md", () => {
    it("adds up by browser, also for a spreadsheet", async () => {
      const [block] = blocks(await document("docs/analytics.md"), "");
      const command = /** @type {string} */ (block?.split("\n\n")[0]);
      assert.equal(JSON.parse(await shell(command)).by, "browser");
      assert.match(await shell(`${command} -H 'Accept: text/csv'`), /^browser,acceptedAt,accepted/);
    });
  });

  describe("the other pages of docs/", () => {
    /** What stands for something of one's own in a page, by page. */
    const { x } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
    const newest = '$(curl -H "$key" $keys | grep -o "[0-9a-f-]\\{36\\}" | tail -1)';
    /** @type {Record<string, (commands: string) => string>} */
    const pages = {
      applications: (commands) => commands,
      // Another application's ring, since others look at that of "demo".
      keys: (commands) => {
        const withoutPlaceholders = between(commands, "./towncrier", 'curl -H "$key" -H');
        return withoutPlaceholders.replace("/demo/", "/shop/");
      },
      "api-keys": (commands) => commands.replace(/(?<=\$keys\/)[0-9a-f-]{36}/, newest),
      users: (commands) =>
        commands
          .replace('"x": "..."', `"x": "${x}"`)
          .replace(/(?<=\$keys\/)[0-9a-f-]{36}/, newest),
      lifecycle: (commands) => commands,
      "message-states": (commands) => commands,
      receipts: (commands) => commands,
      stream: (commands) => `${commands} | head -1`,
      moving: (commands) => {
        // Without a key of one's own to bring; what is exported is brought in.
        const lines = commands.split("\n").filter((line) => !/vapid\.json|rotate/.test(line));
        const exports = lines.filter((line) => line.includes("/export"));
        const others = lines.filter((line) => !line.includes("/export"));
        return [...others.slice(0, 2), ...exports, ...others.slice(2)].join("\n");
      },
    };

    for (const [page, own] of Object.entries(pages)) {
      it(`docs/${page}.md tells commands that work`, async () => {
        const paragraphs = blocks(await document(`docs/${page}.md`), "")
          .flatMap((block) => block.trim().split("\n\n"))
          .filter((each) => /^(\w+=|curl |\.\/towncrier |\(umask )/.test(each));
        const commands = own(paragraphs.join("\n"));
        assert.match(commands, /^(curl|\.\/towncrier) /m);
        await shell(commands);
      });
    }
  });

  describe("client-web/README.md", () => {
    /** @type {Awaited<ReturnType<typeof listening>>} */
    let site;
    /** @type {Awaited<ReturnType<typeof startChromium>>} */
    let chromium;
    /** @type {import("playwright-core").Page} */
    let page;
    /** @type {string} */
    let text;
    /** @type {string[]} */
    const complaints = [];

    before(async () => {
      text = await document("client-web/README.md");
      const [copying] = blocks(text, "sh");
      await shell(/** @type {string} */ (copying));
      site = await listening(createServer(async ({ url = "/" }, response) => {
        const file = await readFile(join(folder, "site", url)).catch(() => undefined);
        if (!file) return response.writeHead(404).end();
        const type = /** @type {Record<string, string>} */ (TYPES)[extname(url)] ?? "";
        return response.writeHead(200, { "Content-Type": type }).end(file);
      }));
      chromium = await startChromium(/** @type {string} */ (path), site.origin);
      page = await chromium.context.newPage();
      page.on("pageerror", (error) => complaints.push(String(error)));
    });

    after(async () => {
      await chromium?.stop();
      await site?.stop();
      assert.deepEqual(complaints, []);
    });

    it("puts the widget on a site of another origin", async () => {
      const [widget] = blocks(text, "html");
      await visit("widget", /** @type {string} */ (widget));
      await page.click(".bell[data-state=unsubscribed]");
      await page.getByLabel("News").waitFor();
    });

    it("joins a site's own service worker", async () => {
      const [worker] = blocks(text, "js");
      const [, widget] = blocks(text, "html");
      await writeFile(join(folder, "site/sw.js"), /** @type {string} */ (worker));
      const script = '<script type="module" src="/towncrier/widget.js"></script>';
      await visit("joined", `${script}${widget}`);
      await page.waitForSelector(".bell[data-state=unsubscribed]");
      const active = async () => {
        await navigator.serviceWorker.register("/sw.js");
        return (await navigator.serviceWorker.ready).active?.scriptURL;
      };
      assert.equal(await page.evaluate(active), `${site.origin}/sw.js`);
    });

    it("gives the widget words of another language", async () => {
      const [, words] = blocks(text, "js");
      await writeFile(join(folder, "site/words.js"), /** @type {string} */ (words));
      await visit("words", `<script type="module" src="/words.js"></script>
        <towncrier-subscribe application="demo" server="${system.url}" lang="de"></towncrier-subscribe>`);
      await page.click(".bell[data-state]");
      await page.getByText("Benachrichtigen").waitFor();
    });

    it("uses the library alone", async () => {
      const [, , library] = blocks(text, "js");
      await writeFile(join(folder, "site/own.js"), /** @type {string} */ (library));
      await visit("own", '<button id="bell">Bell</button><script type="module" src="/own.js"></script>');
      await page.waitForFunction(() => document.querySelector("#bell")?.onclick);
    });

    /**
     * @param {string} name
     * @param {string} content
     */
    async function visit(name, content) {
      await writeFile(join(folder, `site/${name}.html`), `<!doctype html>${content}`);
      await page.goto(`${site.origin}/${name}.html`);
    }
  });

  /**
   * Waits until a notification has these counts.
   *
   * @param {string} id
   * @param {Record<string, number>} expected
   */
  async function counts(id, expected) {
    await until(async () => {
      const read = await system.manage("GET", `/notifications/${id}`);
      return JSON.stringify(read.counts) === JSON.stringify(expected);
    });
  }

  /**
   * A document that tells of this system.
   *
   * @param {string} name
   */
  async function document(name) {
    const text = await readFile(join(ROOT, name), "utf8");
    return text.replaceAll("http://localhost:8080", system.url);
  }

  /**
   * Runs a command as it stands; an answer with an error fails it.
   *
   * @param {string} command
   */
  async function shell(command) {
    const failing = 'curl() { command curl -sS --fail-with-body "$@"; }';
    const { stdout } = await run("bash", ["-euc", `${failing}\n${command}`], { cwd: folder });
    return stdout;
  }
});

/**
 * Waits for up to half a minute.
 *
 * @param {() => Promise<boolean>} holds
 */
async function until(holds) {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  assert.fail(`not true within half a minute: ${holds}`);
}

/**
 * The fenced blocks of a language.
 *
 * @param {string} text
 * @param {string} language
 */
function blocks(text, language) {
  const found = text.matchAll(/^```(\w*)\n([^]*?)^```$/gm);
  return [...found].filter(([, each]) => each === language).map(([, , block]) => block ?? "");
}

/**
 * @param {string} text
 * @param {string} from
 * @param {string} to
 */
function between(text, from, to) {
  const start = text.indexOf(from);
  return text.slice(start, text.indexOf(to, start));
}
