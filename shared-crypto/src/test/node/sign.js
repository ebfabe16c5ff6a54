// One pair a line, as web-push prints it in JSON. Answers with the public key that a token of
// web-push verifies under, one a line.
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import jws from 'jws';
import webPush from 'web-push';

for (const line of readFileSync(0, 'ascii').trim().split('\n')) {
  const { publicKey, privateKey } = JSON.parse(line);
  webPush.setVapidDetails('mailto:push@example.com', publicKey, privateKey);
  const { Authorization } = webPush.getVapidHeaders(
    'https://push.example.net', 'mailto:push@example.com', publicKey, privateKey, 'aes128gcm');
  const [, token, key] = /^vapid t=(\S+), k=(\S+)$/.exec(Authorization);
  const point = Buffer.from(key, 'base64url');
  const verifier = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const pem = verifier.export({ type: 'spki', format: 'pem' });
  console.log(jws.verify(token, 'ES256', pem) ? key : 'not verified');
}
