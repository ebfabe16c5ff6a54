import json
import os

from confluent_kafka import Producer

event = {
    "id": "order-4711-python",
    "application": "demo",
    "audience": {"topics": ["news"]},
    "notification": {"title": "Shipped", "body": "It is on its way"},
}


def confirmed(error, _message):
    if error is not None:
        raise SystemExit(f"Kafka did not confirm {event['id']}; publish it again: {error}")


producer = Producer(
    {
        "bootstrap.servers": os.environ.get("KAFKA", "127.0.0.1:9092"),
        "enable.idempotence": True,
        "delivery.timeout.ms": 30_000,
    }
)
producer.produce(
    "push.notifications", key=event["id"], value=json.dumps(event), on_delivery=confirmed
)
producer.flush()
