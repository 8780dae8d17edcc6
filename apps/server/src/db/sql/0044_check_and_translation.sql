-- What a provider answered when it was last asked for one word, as it is set now: one that was not asked, or
-- that failed then, is not put to use. What is changed of it forgets that.
alter table ai_provider
  add column checked_at timestamptz,
  -- Null: it answered.
  add column check_fault text,
  -- Why not, as the provider or this server says it: never what somebody wrote.
  add column check_reason text;
