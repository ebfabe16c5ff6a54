-- By which browser and push service a notification came through, and what became of it there.
alter table subscription
  add column browser text; -- family, by its User-Agent header; null: not known
alter table removed_subscription
  add column browser text;
alter table dead_letter
  add column browser text;

-- Empty where it is not known: what ended before its delivery was requested, and what was counted
-- before this was kept.
alter table outcome_count
  add column push_service text not null default '',
  add column browser      text not null default '',
  drop constraint outcome_count_pkey,
  add primary key (application_id, notification_id, outcome, push_service, browser);
alter table receipt_count
  add column push_service text not null default '',
  add column browser      text not null default '',
  drop constraint receipt_count_pkey,
  add primary key (application_id, notification_id, event, push_service, browser, part);
