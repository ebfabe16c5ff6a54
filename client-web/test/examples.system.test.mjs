/** What docs/publish.md shows, run on a running system. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually } from "./eventually.mjs";
import { runningSystem } from "./system.mjs";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXAMPLES = join(ROOT, "dev/examples");
const PYTHON = "/usr/bin/python3"; // the one that Debian's packages belong to

const LIBRARIES = ["runner.jar", "lib/*"].map((each) => join(ROOT, "dev/runner/target", each));
const JAVA = join(process.env["JAVA_HOME"] ?? "/usr", "bin/java");

/** @type {{name: string, command: string[], needs?: string[]}[]} */
const PUBLISHING = [
  { name: "java", command: [JAVA, "-cp", LIBRARIES.join(":"), "java/shop/Publish.java"] },
  { name: "node", command: [process.execPath, "publish.mjs"] },
  { name: "python", command: [PYTHON, "publish.py"], needs: [PYTHON, "-c", "import confluent_kafka"] },
  { name: "kcat", command: ["sh", "publish-kcat.sh"], needs: ["kcat", "-V"] },
  { name: "curl", command: ["sh", "publish-curl.sh"], needs: ["curl", "--version"] },
];

describe("the examples", { timeout: 120_000 }, () => {
  /** @type {ReturnType<typeof runningSystem>} */
  let system;
  /** @type {NodeJS.ProcessEnv} */
  let env;

  before(async () => {
    system = runningSystem();
    await system.subscribe(1, "news");
    const folder = /** @type {string} */ (process.env["TOWNCRIER_DATA_DIR"]);
    const [, port] = /^kafka\.port=(\d+)$/m.exec(await readFile(join(folder, "up.properties"), "utf8")) ?? [];
    env = { ...process.env, KAFKA: `127.0.0.1:${port}`, TOWNCRIER_KEY: system.key };
  });

  for (const { name, command: [program, ...parameters], needs } of PUBLISHING) {
    it(`in ${name} publishes, and again without harm`, async (test) => {
      if (needs && !(await works(needs))) {
        assert.notEqual(process.env["CI"], "true", `NOT TESTED: ${needs.join(" ")} does not work`);
        return test.skip(`${needs.join(" ")} does not work`);
      }
      for (let time = 0; time < 2; time++) {
        await run(/** @type {string} */ (program), parameters, { cwd: EXAMPLES, env });
      }
      const sent = await eventually(
        () => system.manage("GET", `/notifications/order-4711-${name}`).catch(() => undefined),
        (notification) => notification?.state === "sent",
        { within: 30_000, what: `what ${name} published is sent` },
      );
      assert.ok(sent.counts.accepted >= 1, JSON.stringify(sent));
      const ended = /** @type {number[]} */ (Object.values(sent.counts));
      assert.equal(ended.reduce((a, b) => a + b), sent.audience);
    });
  }

  it("stand in the document as they are", async () => {
    const text = await readFile(join(ROOT, "docs/publish.md"), "utf8");
    const shown = [...text.matchAll(/\(\.\.\/(dev\/examples\/[^)]+)\)\):\n\n```\w+\n([^]*?)^```$/gm)];
    assert.equal(shown.length, PUBLISHING.length + 1); // and the outbox
    for (const [, file, block] of shown) {
      assert.equal(block, await readFile(join(ROOT, /** @type {string} */ (file)), "utf8"));
    }
  });
});

/** @param {string[]} command */
async function works([program, ...parameters]) {
  return run(/** @type {string} */ (program), parameters).then(() => true, () => false);
}
