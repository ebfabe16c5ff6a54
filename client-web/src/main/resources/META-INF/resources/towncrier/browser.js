/**
 * Why nobody can subscribe here, if so.
 *
 * @returns {import("./towncrier.d.ts").Obstacle | undefined}
 */
export function obstacle() {
  if (!isSecureContext) return "insecure";
  const supported =
    "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!supported) return family(navigator) === "ios" ? "home-screen" : "unsupported";
  return Notification.permission === "denied" ? "denied" : undefined;
}

/**
 * Which browsers this is one of, as far as their settings differ. On iPhones and iPads all are
 * Safari; an iPad says that it is a Macintosh, which has no touch screen.
 *
 * @param {{userAgent: string, maxTouchPoints: number}} navigator
 */
export function family({ userAgent, maxTouchPoints }) {
  const is = (/** @type {RegExp} */ words) => words.test(userAgent);
  if (is(/iP(hone|ad|od)/) || (is(/Macintosh/) && maxTouchPoints > 1)) return "ios";
  const system = is(/Android/) ? "-android" : "";
  if (is(/Firefox\//)) return `firefox${system}`;
  if (is(/Chrom(e|ium)\//)) return `chromium${system}`;
  return is(/Safari\//) ? "safari" : "other";
}
