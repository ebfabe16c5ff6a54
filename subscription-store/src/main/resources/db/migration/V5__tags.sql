-- Finds the subscriptions that have a tag of a certain value, by containment (@>).
create index subscription_by_tag on subscription using gin (tags jsonb_path_ops);
