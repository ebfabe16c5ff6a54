/** How long to wait before the next try when a stream has ended, in milliseconds. */
const PAUSE = 2_000;

/**
 * Server-sent events by a key, which EventSource can't send. Begins again whenever the stream ends.
 *
 * @param {string} url
 * @param {string} key
 * @returns {AsyncGenerator<{event: string, data: any}>} the data being JSON
 */
export async function* events(url, key) {
  for (;;) {
    try {
      yield* once(url, key);
    } catch {
      // The server is away, or was.
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/**
 * @param {string} url
 * @param {string} key
 */
async function* once(url, key) {
  const headers = { Authorization: `Bearer ${key}`, Accept: "text/event-stream" };
  const { ok, body } = await fetch(url, { headers, cache: "no-store" });
  if (!ok || !body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const whole = (text + value).split("\n\n");
    text = whole.pop() ?? "";
    for (const lines of whole) {
      const event = member(lines, "event");
      const data = member(lines, "data");
      if (event && data) yield { event, data: JSON.parse(data) };
    }
  }
}

/**
 * @param {string} lines
 * @param {string} name
 */
function member(lines, name) {
  const found = lines.split("\n").find((line) => line.startsWith(`${name}:`));
  return found?.slice(name.length + 1).trim();
}
