// One private key as JWK. Answers with what Web Crypto exports after it has imported it.
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const jwk = JSON.parse(readFileSync(0, 'ascii'));
const key = await webcrypto.subtle.importKey('jwk', jwk, algorithm, true, ['sign']);
console.log(JSON.stringify(await webcrypto.subtle.exportKey('jwk', key), null, 2));
