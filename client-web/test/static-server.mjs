/** Serves the files as the API does. */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../src/main/resources/META-INF/resources/", import.meta.url);

const POLICY = { "Content-Security-Policy": "default-src 'self'" };

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

/**
 * @param {import("node:http").RequestListener} [api] answers what is not a file
 * @param {Map<string, string>} [made] files by path, in place of those that there are
 */
export async function serveFiles(
  api = (_, response) => response.writeHead(404).end(),
  made = new Map(),
) {
  const server = createServer(async (request, response) => {
    // Chromium sends by itself again what broke on a connection that was used before.
    response.shouldKeepAlive = false;
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/v1/")) return api(request, response);
    const file = fileURLToPath(new URL(`.${pathname === "/" ? "/index.html" : pathname}`, ROOT));
    try {
      const content = made.get(pathname) ?? (await readFile(file));
      response.writeHead(200, {
        ...POLICY,
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  return listening(server);
}

/** @param {import("node:http").Server} server */
export async function listening(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
