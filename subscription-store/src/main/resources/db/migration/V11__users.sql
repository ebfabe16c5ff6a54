-- What userTokens are verified with.
create table user_key (
  id             uuid primary key, -- UUIDv7
  application_id text        not null references application,
  kid            text, -- how tokens name it; null: they don't
  algorithm      text        not null check (algorithm in ('ES256', 'EdDSA', 'HS256')),
  public_key     bytea, -- ES256: an uncompressed point of 65 bytes; EdDSA: the 32 bytes of RFC 8032
  sealed_secret  bytea, -- HS256
  created_at     timestamptz not null,
  check ((algorithm = 'HS256') = (sealed_secret is not null)),
  check ((public_key is null) = (sealed_secret is not null))
);
create index user_key_by_application on user_key (application_id, id);
create index user_key_by_sealing_key on user_key (substring(sealed_secret from 2 for 8), id);

-- That somebody was erased: when, how much and by which key, not who.
create table erasure (
  id                    uuid primary key, -- UUIDv7
  application_id        text        not null references application,
  api_key_id            uuid, -- null: the admin key; stays when the key is revoked
  subscriptions         int         not null,
  removed_subscriptions int         not null,
  notifications         int         not null, -- whose audiences named the user
  erased_at             timestamptz not null
);
create index erasure_by_application on erasure (application_id, id);

create index removed_subscription_by_user on removed_subscription (application_id, user_id) where user_id is not null;
