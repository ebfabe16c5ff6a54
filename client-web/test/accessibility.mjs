/** What axe finds on a page, shadow trees included. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} a line for each violation
 */
export async function violations(page) {
  // A content security policy without inline code keeps it out as a script of the page.
  await page.evaluate(`(() => { ${await readFile(AXE, "utf8")} })()`);
  return page.evaluate(async (tags) => {
    const { violations: found } = await window.axe.run(document, { runOnly: tags });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    );
  }, TAGS);
}
