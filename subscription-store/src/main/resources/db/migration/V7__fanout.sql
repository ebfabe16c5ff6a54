-- Large audiences are read push service by push service, in the order of ids.
create index subscription_by_push_service on subscription (application_id, push_service, id);
drop index subscription_by_application;

alter table notification
  add column send_at         timestamptz, -- nothing is sent before it; null: at once
  add column state           text    not null default 'sending' check (state in ('sending', 'paused', 'cancelled')),
  add column pace_per_minute int check (pace_per_minute between 1 and 6000000), -- null: as fast as it goes
  add column paced_until     timestamptz, -- when all that was requested so far has had its time at that pace
  add column handed_over     boolean not null default true, -- false: waits for send_at
  add column begun_by        uuid; -- token of the step that its fan-out began with, if that takes several
create index notification_to_hand_over on notification (send_at) where not handed_over;
create index notification_halted on notification (deadline) where state <> 'sending';
create index notification_by_deadline on notification (deadline);

-- The ranges of a fan-out that have ended.
create table fanout_range (
  application_id  text   not null,
  notification_id text   not null,
  number          int    not null,
  requested       bigint not null, -- deliveries
  left_over       bigint not null, -- members whose deliveries are not requested any more
  primary key (application_id, notification_id, number),
  foreign key (application_id, notification_id) references notification on delete cascade
);
