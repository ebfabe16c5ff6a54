-- What ends a subscription by itself. Of these columns only expires_at is in an index, so that noting
-- that a subscription was seen or accepted touches the row alone (HOT). Dates are days in UTC; a row
-- is written for them at most once a day and once in four weeks.
alter table subscription
  add column expires_at       timestamptz, -- it is sent nothing from then on, as its browser said; null: never
  add column last_seen_on     date not null default (now() at time zone 'utc')::date, -- its browser called
  add column last_accepted_on date; -- its push service took a message, then or in the 27 days after
create index subscription_by_expiry on subscription (expires_at) where expires_at is not null;

alter table removed_subscription
  add column expires_at       timestamptz,
  add column last_seen_on     date,
  add column last_accepted_on date;

-- How far the look at all subscriptions has come that retires them, one pass a day.
create table retirement (
  single       boolean primary key default true check (single),
  begun_at     timestamptz, -- the latest pass; null: none yet
  looked_up_to uuid, -- subscription; null: no pass is under way
  soon         bigint not null default 0, -- due within two weeks, of those looked at in this pass
  soon_in_all  bigint -- the same of the last whole pass; null: none yet
);
insert into retirement default values;

alter table application
  add column receipts boolean not null default true; -- whether receipts are kept and counted

-- What browsers told of deliveries, to count each once; kept for seven days. The delivery id is not
-- among it, since it follows from subscription and notification.
create table receipt (
  subscription_id uuid        not null,
  notification_id text        not null,
  event           text        not null check (event in ('displayed', 'clicked', 'closed')),
  at              timestamptz not null, -- by the browser's clock
  primary key (subscription_id, notification_id, event)
);
create index receipt_by_time on receipt (at);

-- Receipts by notification. Each sum is spread over several rows, so that many can be added at once.
create table receipt_count (
  application_id  text     not null,
  notification_id text     not null,
  event           text     not null,
  part            smallint not null,
  count           bigint   not null,
  primary key (application_id, notification_id, event, part),
  foreign key (application_id, notification_id) references notification on delete cascade
);
