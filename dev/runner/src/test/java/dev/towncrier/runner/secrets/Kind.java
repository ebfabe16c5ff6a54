package dev.towncrier.runner.secrets;

/** What a secret is. */
enum Kind {
  /** An endpoint, whole or the part of it that only its push service and its subscriber know. */
  ENDPOINT,
  /** What a browser made to be encrypted for: its public key and its auth secret. */
  BROWSER_KEY,
  /** A key of ours or of a site's: VAPID, user keys, delivery secrets, the key-encryption key. */
  KEY,
  /** What opens something: a subscription's token, an API key, the admin key, a userToken. */
  TOKEN,
  /** Who somebody is. */
  USER
}
