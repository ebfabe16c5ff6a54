/** The service worker uses the same database: change both together. */
const VERSION = 2;

/** @type {Record<string, IDBObjectStoreParameters>} */
const STORES = {
  subscriptions: { keyPath: "scope" },
  choices: { keyPath: "scope" },
  receipts: { autoIncrement: true },
};

/** @type {import("./stored.d.ts").Store<import("./stored.d.ts").StoredSubscription>} */
export const subscriptions = store("subscriptions");

/** @type {import("./stored.d.ts").Store<import("./stored.d.ts").Choice>} */
export const choices = store("choices");

/** @param {string} name */
function store(name) {
  return {
    get: (/** @type {string} */ scope) => within(name, "readonly", (all) => all.get(scope)),
    put: (/** @type {object} */ value) => within(name, "readwrite", (all) => all.put(value)),
    remove: (/** @type {string} */ scope) => within(name, "readwrite", (all) => all.delete(scope)),
  };
}

/**
 * @param {string} name
 * @param {IDBTransactionMode} mode
 * @param {(all: IDBObjectStore) => IDBRequest} work
 * @returns {Promise<any>}
 */
async function within(name, mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
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
    const request = indexedDB.open("towncrier", VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const [name, parameters] of Object.entries(STORES)) {
        if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, parameters);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
