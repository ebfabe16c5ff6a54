/**
 * What this browser remembers, in the IndexedDB database `towncrier`, by the scope of the service
 * worker's registration, which can have only one push subscription.
 */

export interface StoredSubscription {
  scope: string;
  application: string;
  /** An origin. */
  server: string;
  id: string;
  /** The bearer token of the subscription, a secret: it is never shown or logged. */
  token: string;
  endpoint: string;
  /** In base64url. */
  applicationServerKey: string;
  /** The server is still to be told to cut the tie to a person. */
  forget?: boolean;
}

export interface Choice {
  scope: string;
  /** In milliseconds since 1970. */
  declinedAt: number;
}

export interface Store<T> {
  get(scope: string): Promise<T | undefined>;
  put(value: T): Promise<unknown>;
  remove(scope: string): Promise<unknown>;
}
