-- Who asked for an erasure, where that was an operator whom an issuer vouches for.
alter table erasure
  add column operator text; -- as the issuer knows them; null: an API key, or the admin key
