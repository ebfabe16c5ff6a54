/** @param {string} text base64url (RFC 4648 section 5), with or without padding */
export function decodeKey(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", ""));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * @param {ArrayBuffer | null} made what a subscription was made with, if the browser says
 * @param {Uint8Array} wanted
 */
export function sameKey(made, wanted) {
  return made !== null && String(new Uint8Array(made)) === String(wanted);
}
