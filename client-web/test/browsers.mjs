/**
 * Finds and starts the stock browsers of this machine. Where one is missing its tests are skipped,
 * and said so loudly; under CI=true that is a failure.
 */
import { accessSync, constants } from "node:fs";
import { tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { chromium, firefox } from "playwright-core";

const PLACES = {
  firefox: [
    process.env["FIREFOX_PATH"],
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/snap/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
  ],
  chromium: [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    chromium.executablePath(),
  ],
};

/**
 * @param {"firefox" | "chromium"} name
 * @returns {{path: string | undefined, skip: string | false}} `skip` is for node:test's option
 */
export function locate(name) {
  const path = PLACES[name].find((place) => place && executable(place));
  if (path) return { path, skip: false };
  const complaint = `NOT TESTED: no ${name} on this machine (set ${name.toUpperCase()}_PATH)`;
  if (process.env["CI"] === "true") throw new Error(complaint);
  console.error(`\n*** ${complaint} ***\n`);
  return { path: undefined, skip: complaint };
}

/**
 * Chromium with a profile of its own, as service workers want one that lasts.
 *
 * @param {string} executablePath
 * @param {string | undefined} origin gets the permission to notify, and to sync in the background
 * @param {string} [language] the visitor's, as a language tag
 * @param {string[]} [more] arguments
 */
export async function startChromium(executablePath, origin, language = "en-US", more = []) {
  const profile = await mkdtemp(join(tmpdir(), "towncrier-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--accept-lang=${language}`,
      ...more,
    ],
  });
  if (origin) await context.grantPermissions(["notifications", "background-sync"], { origin });
  return {
    context,
    async stop() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/**
 * Firefox as its vendor ships it, over WebDriver BiDi. Playwright 1.65 sends
 * `emulation.setMediaFeaturesOverride` to every new page, which Firefox ESR 153 does not know:
 * until the two meet, Playwright stays at 1.64.
 *
 * @param {string} executablePath
 * @param {string} pushServer WebSocket URL of the push service that it talks to
 */
export function startFirefox(executablePath, pushServer) {
  return firefox.launch({
    channel: "moz-firefox",
    executablePath,
    headless: true,
    firefoxUserPrefs: {
      "dom.push.serverURL": pushServer,
      "dom.push.testing.allowInsecureServerURL": true,
      // Remote control turns it off otherwise.
      "dom.push.connection.enabled": true,
      "dom.push.retryBaseInterval": 200,
      "permissions.default.desktop-notification": 1,
      // Without a desktop showNotification fails on the system's back end.
      "alerts.useSystemBackend": false,
    },
  });
}

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
