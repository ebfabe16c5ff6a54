/**
 * Web Push for a web site, by a Towncrier server. An ES module without dependencies.
 *
 *     import { Towncrier } from "https://push.example/towncrier/towncrier.js";
 *
 *     const towncrier = new Towncrier({ application: "demo" });
 *     await towncrier.resume();
 *     button.onclick = () => towncrier.subscribe({ topics: ["news"] });
 *
 * Only subscribe() asks the visitor for permission. What fails rejects with a TowncrierError.
 */

/**
 * Where this visitor stands:
 * - `unsupported`: the browser has no Web Push
 * - `insecure`: the page is neither https nor on localhost
 * - `home-screen`: an iPhone or iPad, where the site must be on the Home Screen first
 * - `denied`: the visitor refused the browser's question, or the window is private, where most
 *   browsers refuse by themselves; only the browser's settings can change that
 * - `ask`: the visitor was not asked yet
 * - `declined`: the visitor declined before the browser asked, so it should not be offered again
 *   for now; subscribe() works all the same
 * - `unsubscribed`: permission is there, a subscription is not
 * - `subscribed`: notifications arrive
 */
export type State =
  | Obstacle
  | "ask"
  | "declined"
  | "unsubscribed"
  | "subscribed";

/** The states in which nobody can subscribe. */
export type Obstacle = "unsupported" | "insecure" | "home-screen" | "denied";

/**
 * Why something failed:
 * - an obstacle: as the state of that name
 * - `dismissed`: the visitor closed the browser's question without an answer
 * - `not-subscribed`: there is no subscription to work on
 * - `service-worker`: the service worker could not be registered; `cause` says why
 * - `private`: the browser has the permission and refuses all the same, as in private windows
 * - `push-service`: the browser's push service could not be had; `cause` says why
 * - `unreachable`: the server did not answer
 * - `refused`: the server answered with an error; `status` and `problem` say which
 */
export type Code =
  | Obstacle
  | "dismissed"
  | "not-subscribed"
  | "service-worker"
  | "private"
  | "push-service"
  | "unreachable"
  | "refused";

/** An RFC 9457 problem detail. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
}

/** An error whose `code` is for programs; what to tell people, explain() knows. */
export class TowncrierError extends Error {
  constructor(code: Code, more?: { status?: number; problem?: Problem; cause?: unknown });
  readonly code: Code;
  /** The HTTP status, if the server answered. */
  readonly status?: number;
  /** The server's problem detail, if it sent one. */
  readonly problem?: Problem;
}

export interface Topic {
  id: string;
  name: string;
}

export interface Options {
  /** The application's id at the server. */
  application: string;
  /** Any URL on the server; its origin counts. Default: where this module came from. */
  server?: string;
  /**
   * URL of the service worker, on the page's own origin, since browsers accept one from nowhere
   * else. Default: `/towncrier-sw.js`. A site with a worker of its own names that one here and
   * loads ours in it by importScripts.
   */
  serviceWorker?: string;
  /** For how many days `declined` is remembered. Default: 30. */
  declinedDays?: number;
}

/** What to tell a visitor. */
export interface Explanation {
  title: string;
  text: string;
  /** What to do, in order; often empty. */
  steps: string[];
  /** BCP 47 tag of the language that it is in. */
  language: string;
}

export class Towncrier {
  constructor(options: Options);

  /** Reads where the visitor stands. Asks nobody: neither the visitor nor the server. */
  state(): Promise<State>;

  /**
   * Says in the visitor's words what a state or an error means and what helps, in this browser.
   *
   * @param what default: the present state
   * @param language BCP 47 tag, default: the page's; English where there are no words for it
   */
  explain(what?: State | Code, language?: string): Promise<Explanation>;

  /** The topics that the application offers. */
  offeredTopics(): Promise<Topic[]>;

  /**
   * Subscribes this browser, or renews its subscription. Asks the visitor if they were not asked
   * yet: call it on a click, and say beforehand what it brings.
   *
   * @param choice ids of topics; absent keeps those chosen before
   */
  subscribe(choice?: { topics?: string[] }): Promise<void>;

  /** Remembers that the visitor does not want to be asked for now. */
  decline(): Promise<void>;

  /**
   * Mends the subscription of a visitor who has one: browsers lose subscriptions, servers replace
   * their keys, and what the server was not told yet it is told now. Call it on every visit. It
   * asks nothing and subscribes nobody anew.
   */
  resume(): Promise<State>;

  /**
   * Ends the subscription. It ends in this browser whatever the server says, since the push service
   * then tells the server that it is gone.
   *
   * @returns whether the server confirmed it
   */
  unsubscribe(): Promise<{ confirmed: boolean }>;

  /** The subscription's id at the server, which is no secret; undefined without one. */
  id(): Promise<string | undefined>;

  /** The ids of the topics that this visitor chose. */
  topics(): Promise<string[]>;

  /**
   * Replaces the visitor's topics.
   *
   * @returns what the server now holds
   */
  setTopics(topics: string[]): Promise<string[]>;

  /**
   * Ties this browser's subscription to a person. Without a subscription the token waits on this
   * page for one.
   *
   * @param userToken a JWT that the site's server signed
   */
  identify(userToken: string): Promise<void>;

  /**
   * Cuts the tie: call it when the person logs out, so that whoever uses this browser next gets
   * nothing of theirs. If the server can't be reached, resume() goes on trying.
   *
   * @returns whether the server confirmed it
   */
  forget(): Promise<{ confirmed: boolean }>;
}
