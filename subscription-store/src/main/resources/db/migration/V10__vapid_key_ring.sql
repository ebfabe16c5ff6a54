-- A key ring: which key is current is said, no longer told by its age, and keys retire.
-- spare: was never current. former: was. retiring: takes no new subscriptions, and is needed only for
-- those that are left or can still be restored. retired: the private key is destroyed.
alter table vapid_key
  alter column sealed_private_key drop not null,
  add column state       text check (state in ('spare', 'current', 'former', 'retiring', 'retired')),
  add column replaced_at timestamptz, -- when it last ceased to be current
  add column retired_at  timestamptz, -- when the private key was destroyed
  -- The id while there is a private key. Subscriptions refer to it, so that none is left that nobody
  -- can sign for.
  add column signing_id  uuid generated always as (case when sealed_private_key is not null then id end) stored;
update vapid_key set state = 'former', replaced_at = clock_timestamp();
update vapid_key set state = 'current', replaced_at = null
  where id in (select distinct on (application_id) id from vapid_key
               order by application_id, created_at desc, id desc);
alter table vapid_key
  alter column state set not null,
  add unique (signing_id),
  add check ((state = 'retired') = (sealed_private_key is null)),
  add check ((state = 'retired') = (retired_at is not null));
create unique index vapid_key_current on vapid_key (application_id) where state = 'current';

create index subscription_by_vapid_key on subscription (vapid_key_id);
create index removed_subscription_by_vapid_key on removed_subscription (vapid_key_id);
alter table subscription
  drop constraint subscription_vapid_key_id_fkey,
  add constraint subscription_vapid_key_id_fkey foreign key (vapid_key_id) references vapid_key (signing_id);
alter table removed_subscription
  drop constraint removed_subscription_vapid_key_id_fkey,
  add constraint removed_subscription_vapid_key_id_fkey foreign key (vapid_key_id) references vapid_key (signing_id);
