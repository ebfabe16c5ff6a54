import { Kafka } from "kafkajs";

const event = {
  id: "order-4711-node",
  application: "demo",
  audience: { topics: ["news"] },
  notification: { title: "Shipped", body: "It is on its way" },
};

const kafka = new Kafka({ clientId: "shop", brokers: [process.env.KAFKA ?? "127.0.0.1:9092"] });
const producer = kafka.producer({ idempotent: true });
await producer.connect();
await producer.send({
  topic: "push.notifications",
  acks: -1, // every replica in sync
  messages: [{ key: event.id, value: JSON.stringify(event) }],
});
await producer.disconnect();
