-- What a notification says otherwise in a language.
alter table notification
  add column locales text; -- the checked "locales" member, as JSON; null if there is none
