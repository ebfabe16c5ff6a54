// One message a line: the subscription's private key, its auth secret, the body; all base64url.
// Answers with one plaintext a line, in base64url.
import { createECDH } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ece from 'http_ece';

const decoded = (text) => Buffer.from(text, 'base64url');

for (const line of readFileSync(0, 'ascii').trim().split('\n')) {
  const [scalar, authSecret, body] = line.split(' ').map(decoded);
  const privateKey = createECDH('prime256v1');
  privateKey.setPrivateKey(scalar);
  const plaintext = ece.decrypt(body, { version: 'aes128gcm', privateKey, authSecret });
  console.log(plaintext.toString('base64url'));
}
