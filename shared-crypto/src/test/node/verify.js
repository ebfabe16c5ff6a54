// One value of an Authorization header a line. Answers with the verified claims, one token a line.
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import jws from 'jws';

for (const line of readFileSync(0, 'ascii').trim().split('\n')) {
  const [, token, key] = /^vapid t=(\S+), k=(\S+)$/.exec(line);
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  console.log(jws.verify(token, 'ES256', pem) ? JSON.stringify(jws.decode(token).payload) : 'not verified');
}
