-- Push services that fail, as workers say about once a second while their breaker is open. Only for
-- people to see: each worker goes by its own breaker.
create table push_service_breaker (
  push_service text primary key,
  since        timestamptz not null, -- the first worker's breaker opened
  failure      text        not null, -- the latest: a status, or why there was no answer
  told_at      timestamptz not null
);
