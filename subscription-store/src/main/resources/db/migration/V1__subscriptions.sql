-- Columns that begin with sealed_ hold secrets, encrypted under a key-encryption key that is not in
-- the database. Bytes 2 to 9 of each value name that key, and each is bound to its row's id.

-- A site that sends notifications.
create table application (
  id                     text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$' and id <> 'dead-letter'),
  name                   text        not null,
  allowed_origins        text[]      not null,
  vapid_subject          text        not null,
  navigate               text        not null, -- where a notification leads that names no URL of its own
  sealed_delivery_secret bytea       not null, -- HMAC key of delivery ids
  created_at             timestamptz not null default clock_timestamp()
);

create table topic (
  application_id text not null references application,
  id             text not null,
  name           text not null,
  position       int  not null,
  primary key (application_id, id)
);

-- Application server keys (RFC 8292); the newest one is current.
create table vapid_key (
  id                 uuid primary key, -- UUIDv7
  application_id     text        not null references application,
  public_key         bytea       not null check (length(public_key) = 65),
  sealed_private_key bytea       not null,
  created_at         timestamptz not null default clock_timestamp(),
  unique (application_id, public_key)
);

create table subscription (
  id             uuid primary key, -- UUIDv7
  application_id text        not null references application,
  sealed_target  bytea       not null, -- auth secret and endpoint
  endpoint_hash  bytea       not null check (length(endpoint_hash) = 32), -- SHA-256
  p256dh         bytea       not null check (length(p256dh) = 65),
  push_service   text        not null, -- the endpoint's origin
  vapid_key_id   uuid        not null references vapid_key,
  token_hash     bytea       not null check (length(token_hash) = 32), -- SHA-256
  user_id        text,
  topics         text[]      not null default '{}',
  tags           jsonb       not null default '{}',
  locale         text,
  time_zone      text,
  version        int         not null default 1, -- grows with every change
  created_at     timestamptz not null default clock_timestamp(),
  unique (application_id, endpoint_hash)
);
create index subscription_by_application on subscription (application_id, id);
create index subscription_by_topic on subscription using gin (topics);
create index subscription_by_user on subscription (application_id, user_id) where user_id is not null;
create index subscription_by_sealing_key on subscription (substring(sealed_target from 2 for 8), id);

-- What a push service reported gone, so that a delivery that is processed again ends as it did before.
create table gone_subscription (
  id             uuid primary key,
  application_id text        not null references application,
  removed_at     timestamptz not null default clock_timestamp()
);
