-- What deliveries learn of a subscription. No index has these columns and each page keeps some room,
-- so that setting them touches the row alone (HOT). None of them changes the version.
alter table subscription
  add column accepted           boolean not null default false, -- its push service took a message once
  add column suspect_since      timestamptz, -- reported gone while the brake on removals was on
  add column key_mismatch_since timestamptz; -- belongs to another VAPID key, so it is sent nothing
alter table subscription set (fillfactor = 85);

-- Subscriptions that a push service reported gone, whole, so that they can be restored, and so that a
-- delivery that is processed again ends as it did before. Nullable is what earlier marks did not keep.
create table removed_subscription (
  id                 uuid primary key,
  application_id     text        not null references application,
  sealed_target      bytea,
  endpoint_hash      bytea,
  p256dh             bytea,
  push_service       text,
  vapid_key_id       uuid references vapid_key,
  token_hash         bytea,
  user_id            text,
  topics             text[],
  tags               jsonb,
  locale             text,
  time_zone          text,
  version            int,
  created_at         timestamptz,
  accepted           boolean,
  suspect_since      timestamptz,
  key_mismatch_since timestamptz,
  removed_at         timestamptz not null
);
create index removed_subscription_by_time on removed_subscription (removed_at);
create index removed_subscription_by_endpoint on removed_subscription (application_id, endpoint_hash);
create index removed_subscription_by_sealing_key
  on removed_subscription (substring(sealed_target from 2 for 8), id);

insert into removed_subscription (id, application_id, removed_at)
  select id, application_id, removed_at from gone_subscription;
drop table gone_subscription;

-- The newest message of each subscription and collapse key.
create table latest_message (
  subscription_id uuid        not null,
  topic           text        not null, -- the Topic header
  accepted_at     timestamptz not null,
  notification_id text        collate "C" not null,
  expires_at      timestamptz not null, -- no message with this key is sent after it
  primary key (subscription_id, topic)
);
create index latest_message_by_expiry on latest_message (expires_at);

-- What workers tell each other about a push service, as far as one application is concerned.

-- Nothing is sent before this time.
create table push_service_hold (
  push_service   text        not null,
  application_id text        not null references application,
  until          timestamptz not null,
  primary key (push_service, application_id)
);

-- So many are reported gone that none is removed.
create table removal_brake (
  push_service     text        not null,
  application_id   text        not null references application,
  since            timestamptz not null,
  last_abnormal_at timestamptz not null,
  primary key (push_service, application_id)
);

-- Answers about subscriptions that were accepted before, by hours.
create table answer_count (
  push_service   text        not null,
  application_id text        not null references application,
  hour           timestamptz not null, -- its beginning
  answers        bigint      not null,
  gone           bigint      not null, -- of the answers
  primary key (push_service, application_id, hour)
);
