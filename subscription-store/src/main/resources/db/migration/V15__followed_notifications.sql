-- Large notifications, which stay of interest when many small ones came after them. Of a small one
-- nothing stands in it, and no update of its row touches the column.
create index notification_large on notification (application_id, accepted_at desc)
  where begun_by is not null;
