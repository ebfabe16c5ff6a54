#!/bin/sh
# Answers 202 and {"id": ...} once Kafka has the event.
set -eu

curl -sS --fail-with-body --retry 5 \
  -H "Authorization: Bearer ${TOWNCRIER_KEY:-$(cat .towncrier/admin-key)}" \
  -H 'Content-Type: application/json' \
  -d '{"id": "order-4711-curl", "audience": {"topics": ["news"]}, "notification": {"title": "Shipped"}}' \
  "${TOWNCRIER_URL:-http://localhost:8080}/v1/applications/demo/notifications"
