/**
 * What the event stream of an application has told so far. Listeners are told of each event.
 *
 * @typedef {"state" | "notification" | "push-services" | "rates" | "backlog"} Event
 *
 * @typedef {object} Notification
 * @property {string} id
 * @property {string} state
 * @property {Record<string, number>} counts
 * @property {number} [audience]
 * @property {string} acceptedAt
 * @property {string} deadline
 * @property {string} [sendAt]
 * @property {{perSecond?: number, perMinute?: number}} [pace]
 * @property {Record<string, number>} receipts
 *
 * @typedef {object} Rates
 * @property {string} at
 * @property {number} seconds
 * @property {Record<string, number>} outcomes
 * @property {Record<string, Record<string, number>>} pushServices
 * @property {{p50: number, p99: number}} [latency] seconds
 *
 * @typedef {object} PushService
 * @property {string} pushService its origin
 * @property {number} answers
 * @property {number} gone
 * @property {string} [heldUntil]
 * @property {string} [brakeSince]
 * @property {string} [breakerSince]
 * @property {string} [failure]
 *
 * @typedef {object} Backlog
 * @property {string} at
 * @property {number} direct
 * @property {number} bulk
 * @property {Record<string, number>} retry
 */

/** How much of the past the charts show, in seconds. */
export const SPAN = 300;

/** How long to wait once a stream was refused, in milliseconds. */
const PAUSE = 3_000;

export class Live {
  /** @type {Map<string, Notification>} */
  notifications = new Map();
  /** @type {Rates[]} the oldest first */
  rates = [];
  /** @type {Backlog[]} the oldest first; none for who is not of all applications */
  backlog = [];
  /** @type {PushService[] | undefined} undefined until they are told */
  pushServices;
  connected = false;
  #listeners = new Set();
  #path;
  #goesOn;
  /** @type {EventSource | undefined} */
  #source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("./api.js").Application} application
   * @param {() => Promise<boolean>} goesOn whether to ask again once the server has refused a stream
   */
  constructor(application, goesOn) {
    this.#path = `${application.path}/stream`;
    this.#goesOn = goesOn;
    this.#connect();
  }

  #connect() {
    this.#source = new EventSource(this.#path);
    this.#source.onopen = () => this.#tell("state", () => (this.connected = true));
    this.#source.onerror = () => {
      this.#tell("state", () => (this.connected = false));
      // A stream that breaks off begins again by itself, one that was refused does not.
      if (this.#source?.readyState === EventSource.CLOSED) this.#later();
    };
    this.#on("notification", (data) => {
      this.notifications.delete(data.id);
      this.notifications.set(data.id, data);
    });
    this.#on("push-services", (data) => (this.pushServices = data.pushServices));
    this.#on("rates", (data) => (this.rates = recent([...this.rates, data])));
    this.#on("backlog", (data) => (this.backlog = recent([...this.backlog, data])));
  }

  /**
   * @param {(event: Event) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
    this.#listeners.clear();
  }

  #later() {
    this.#timer = setTimeout(async () => {
      const again = await this.#goesOn().catch(() => true);
      if (again && this.#source) this.#connect();
    }, PAUSE);
  }

  /**
   * @param {Event} event
   * @param {(data: any) => void} take
   */
  #on(event, take) {
    this.#source?.addEventListener(event, ({ data }) =>
      this.#tell(event, () => take(JSON.parse(data))),
    );
  }

  /**
   * @param {Event} event
   * @param {() => void} change
   */
  #tell(event, change) {
    change();
    for (const listener of this.#listeners) listener(event);
  }
}

/**
 * @template {{at: string}} T
 * @param {T[]} events
 */
function recent(events) {
  const oldest = Date.now() - SPAN * 1_000;
  return events.filter(({ at }) => Date.parse(at) >= oldest);
}
