-- Which other app has the thread on its platform, by the platform's id of it; 'unknown' where that is not told.
-- Null: this one, or nobody.
alter table conversation
  add column thread_owner text,
  -- When the platform said so, or somebody else asked for it: what is told late or twice changes nothing.
  add column thread_changed_at timestamptz(3),
  -- The epoch with which a micro-backend fell silent because of it: with that it gets the turn back.
  add column thread_epoch int,
  -- From whom a member took it, to whom it can be given back.
  add column thread_taken_from text;
