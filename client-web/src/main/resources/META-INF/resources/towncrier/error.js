/**
 * Why something failed:
 * - `unsupported`, `insecure`, `denied`: as the states of the same name
 * - `dismissed`: the visitor closed the question without an answer
 * - `not-subscribed`: there is no subscription to work on
 * - `push-service`: the browser could not subscribe; `cause` says why
 * - `unreachable`: the server did not answer
 * - `refused`: the server answered with an error; `status` and `problem` say which
 *
 * @typedef {"unsupported" | "insecure" | "denied" | "dismissed" | "not-subscribed"
 *   | "push-service" | "unreachable" | "refused"} Code
 */

/**
 * An RFC 9457 problem detail.
 *
 * @typedef {{type?: string, title?: string, status?: number, detail?: string}} Problem
 */

/** @type {Record<Code, string>} */
const MESSAGES = {
  unsupported: "This browser has no Web Push.",
  insecure: "Web Push needs a page that came by https.",
  denied: "Notifications are blocked in the browser's settings for this site.",
  dismissed: "The question about notifications was left unanswered.",
  "not-subscribed": "This browser is not subscribed.",
  "push-service": "The browser could not subscribe at its push service.",
  unreachable: "The server did not answer.",
  refused: "The server refused.",
};

/** An error whose `code` is for programs and whose message is for people. */
export class TowncrierError extends Error {
  /**
   * @param {Code} code
   * @param {{status?: number, problem?: Problem, cause?: unknown}} [more]
   */
  constructor(code, { status, problem, cause } = {}) {
    super(problem?.detail ?? problem?.title ?? MESSAGES[code], { cause });
    this.name = "TowncrierError";
    this.code = code;
    /** The HTTP status, if the server answered. */
    this.status = status;
    /** The server's problem detail, if it sent one. */
    this.problem = problem;
  }
}
