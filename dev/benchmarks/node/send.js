// Sends with npm web-push, as its users do, and says how many messages it sent. The first line of
// standard input is JSON: subscriptions, subject, publicKey, privateKey, payload (base64), inFlight;
// the answer is "ready". Then "run SECONDS" is answered by the number of messages.
import { createInterface } from 'node:readline';
import webPush from 'web-push';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const setup = JSON.parse((await lines.next()).value);
const { subject, publicKey, privateKey } = setup;
const options = { vapidDetails: { subject, publicKey, privateKey } };
const payload = Buffer.from(setup.payload, 'base64');
let sent = 0;

// It rejects what isn't answered by 2xx.
async function sendUntil(end) {
  while (performance.now() < end) {
    const subscription = setup.subscriptions[sent++ % setup.subscriptions.length];
    await webPush.sendNotification(subscription, payload, options);
  }
}

console.log('ready');
for await (const line of lines) {
  const before = sent;
  const end = performance.now() + 1000 * Number(line.split(' ')[1]);
  await Promise.all(Array.from({ length: setup.inFlight }, () => sendUntil(end)));
  console.log(String(sent - before));
}
