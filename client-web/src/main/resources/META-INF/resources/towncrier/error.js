/** @typedef {import("./towncrier.d.ts").TowncrierError} Declared */

/** @implements {Declared} */
export class TowncrierError extends Error {
  /**
   * @param {import("./towncrier.d.ts").Code} code
   * @param {{status?: number, problem?: import("./towncrier.d.ts").Problem, cause?: unknown}} [more]
   */
  constructor(code, { status, problem, cause } = {}) {
    super(problem?.detail ?? problem?.title ?? code, { cause });
    this.name = "TowncrierError";
    this.code = code;
    this.status = status;
    this.problem = problem;
  }
}
