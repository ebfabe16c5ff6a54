/**
 * What this browser remembers of its subscription, in the IndexedDB database `towncrier`.
 * The service worker reads and writes the same records: change both together.
 *
 * @typedef {object} StoredSubscription
 * @property {string} scope scope of the service worker's registration, which can have only one
 *   push subscription: the key
 * @property {string} application
 * @property {string} server an origin
 * @property {string} id
 * @property {string} token the bearer token of the subscription, a secret
 * @property {string} endpoint
 * @property {string} applicationServerKey base64url
 */

const DATABASE = "towncrier";
const STORE = "subscriptions";

/**
 * @param {string} scope
 * @returns {Promise<StoredSubscription | undefined>}
 */
export function get(scope) {
  return within("readonly", (store) => store.get(scope));
}

/**
 * @param {StoredSubscription} stored
 * @returns {Promise<IDBValidKey>}
 */
export function put(stored) {
  return within("readwrite", (store) => store.put(stored));
}

/**
 * @param {string} scope
 * @returns {Promise<undefined>}
 */
export function remove(scope) {
  return within("readwrite", (store) => store.delete(scope));
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "scope" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
