#!/bin/sh
# One event a line; what stands before the first "|" is the record's key.
set -eu

kcat -P -b "${KAFKA:-127.0.0.1:9092}" -t push.notifications -K '|' -X enable.idempotence=true <<'EVENTS'
order-4711-kcat|{"id": "order-4711-kcat", "application": "demo", "audience": {"topics": ["news"]}, "notification": {"title": "Shipped"}}
EVENTS
