// Prepares messages with the npm libraries and says what they cost. The first line of standard
// input is JSON: endpoint, p256dh, auth, vapidDetails, payloads (base64 by length); the answer is
// "ready". Then, a line each:
//   run PEER LENGTH COUNT    answered by the CPU time of that many messages, in microseconds
//   message PEER LENGTH      answered by one body, in base64url
import { createECDH } from 'node:crypto';
import { createInterface } from 'node:readline';
import ece from 'http_ece';
import webPush from 'web-push';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const setup = JSON.parse((await lines.next()).value);
const subscription = {
  endpoint: setup.endpoint,
  keys: { p256dh: setup.p256dh, auth: setup.auth },
};
const payloads = new Map(
  Object.entries(setup.payloads).map(([length, payload]) => [length, Buffer.from(payload, 'base64')]),
);

const peers = {
  http_ece(payload) {
    const privateKey = createECDH('prime256v1');
    privateKey.generateKeys();
    return ece.encrypt(payload, {
      version: 'aes128gcm',
      dh: setup.p256dh,
      authSecret: setup.auth,
      privateKey,
    });
  },
  'web-push'(payload) {
    return webPush.encrypt(setup.p256dh, setup.auth, payload, 'aes128gcm').cipherText;
  },
  'web-push-signed'(payload) {
    const { vapidDetails } = setup;
    return webPush.generateRequestDetails(subscription, payload, { vapidDetails }).body;
  },
};

function cpuMicros(peer, payload, count) {
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) {
    peer(payload);
  }
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

console.log('ready');
for await (const line of lines) {
  const [command, name, length, count] = line.split(' ');
  const payload = payloads.get(length);
  const answer =
    command === 'run'
      ? cpuMicros(peers[name], payload, Number(count))
      : peers[name](payload).toString('base64url');
  console.log(String(answer));
}
