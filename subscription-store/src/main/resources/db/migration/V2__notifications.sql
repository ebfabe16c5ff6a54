-- A notification, and the claim on its id: the first event with an id wins it.
create table notification (
  application_id   text        not null references application,
  id               text        not null,
  fingerprint      bytea       not null check (length(fingerprint) = 32),
  source_topic     text, -- coordinates of the record that is fanned out; null until it was consumed
  source_partition int,
  source_offset    bigint,
  audience         jsonb       not null,
  content          text        not null, -- the checked "notification" member, as JSON
  app_badge        int,
  ttl_seconds      int         not null,
  urgency          text        not null,
  collapse_key     text,
  accepted_at      timestamptz not null,
  deadline         timestamptz not null, -- no attempt starts after it
  audience_size    bigint, -- null until the fan-out has ended
  primary key (application_id, id)
);
create index notification_by_time on notification (application_id, accepted_at desc, id);

create table outcome_count (
  application_id  text   not null,
  notification_id text   not null,
  outcome         text   not null,
  count           bigint not null,
  primary key (application_id, notification_id, outcome),
  foreign key (application_id, notification_id) references notification on delete cascade
);

-- How far the outcome topic has been counted; moves in the transaction of the counts.
create table outcome_offset (
  topic       text   not null,
  partition   int    not null,
  next_offset bigint not null,
  primary key (topic, partition)
);
