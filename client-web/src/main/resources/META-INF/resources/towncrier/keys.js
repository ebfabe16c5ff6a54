/**
 * Reads an application server key.
 *
 * @param {string} text base64url (RFC 4648 section 5), with or without padding
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decodeKey(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", ""));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * @param {ArrayBuffer | null} made the key that a subscription was made with, if the browser says
 * @param {Uint8Array} wanted
 */
export function sameKey(made, wanted) {
  if (made?.byteLength !== wanted.length) return false;
  return new Uint8Array(made).every((byte, index) => byte === wanted[index]);
}
