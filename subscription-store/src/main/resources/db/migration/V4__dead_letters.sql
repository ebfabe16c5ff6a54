-- Other topics than that of outcomes are now read into Postgres too.
alter table outcome_offset rename to consumed_offset;
alter index outcome_offset_pkey rename to consumed_offset_pkey;

-- One act of taking dead letters back to be delivered again. A worker makes it from the record on
-- the topic of replays that the API writes; the first such record that is read owns it.
create table replay (
  id               uuid primary key, -- UUIDv7
  application_id   text        not null references application,
  per_second       int check (per_second between 1 and 100000), -- null: as fast as it goes
  size             bigint      not null, -- dead letters that were taken
  requested_at     timestamptz not null default clock_timestamp(),
  handed_over      boolean     not null default false, -- whether Kafka has confirmed the record
  source_topic     text, -- coordinates of the record that owns it; null until it was consumed
  source_partition int,
  source_offset    bigint
);
create index replay_to_hand_over on replay (requested_at) where not handed_over;

-- Deliveries whose latest ending is a dead letter: an index of the topic of dead letters. Holds no
-- endpoint and no secret. What belongs to a delivery is null for a record that is none.
create table dead_letter (
  id               bigint generated always as identity primary key,
  application_id   text        not null references application,
  delivery_id      text,
  notification_id  text,
  subscription_id  uuid,
  push_service     text, -- origin
  vapid_key_id     uuid,
  deadline         timestamptz,
  reason           text        not null,
  status           int, -- of the last answer; null if there was none
  attempts         int,
  first_attempt_at timestamptz,
  last_attempt_at  timestamptz,
  response         text, -- its beginning
  replays          int         not null default 0, -- times taken back so far
  replay_id        uuid references replay, -- while it is being replayed
  dead_lettered_at timestamptz not null, -- in milliseconds
  source_topic     text        not null, -- coordinates of the latest dead letter
  source_partition int         not null,
  source_offset    bigint      not null,
  unique (application_id, delivery_id)
);
create index dead_letter_by_time on dead_letter (application_id, dead_lettered_at desc, id desc);
create index dead_letter_by_notification on dead_letter (application_id, notification_id);
create index dead_letter_by_replay on dead_letter (replay_id, id) where replay_id is not null;
