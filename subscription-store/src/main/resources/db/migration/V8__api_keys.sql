-- What services show. A key is shown once, when it is made; what is kept is its hash.
create table api_key (
  id             uuid primary key, -- UUIDv7
  application_id text        not null references application,
  name           text        not null,
  scopes         text[]      not null check (scopes <> '{}' and scopes <@ array ['publish', 'read', 'manage']),
  key_hash       bytea       not null unique check (length(key_hash) = 32), -- SHA-256
  created_at     timestamptz not null,
  expires_at     timestamptz -- null: never
);
create index api_key_by_application on api_key (application_id, id);
