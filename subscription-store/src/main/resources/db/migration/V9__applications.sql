-- Applications are made and changed while everything runs.
alter table application
  add column version int not null default 1; -- grows with every change, those of its topics included

-- Topics that were removed, as long as some subscription may still have them.
create table topic_removal (
  application_id text not null references application,
  topic_id       text not null,
  primary key (application_id, topic_id)
);

-- Where a notification leads that names no URL of its own: its application's word at acceptance, so
-- that what was checked for size stays as large.
alter table notification add column navigate text;
update notification set navigate = application.navigate
  from application where application.id = notification.application_id;
alter table notification alter column navigate set not null;
