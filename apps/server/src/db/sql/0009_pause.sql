-- A version whose processes kept crashing: its new runs go to people at once, until somebody starts it again.
alter table backend_version
  add column paused_at timestamptz,
  add column pause_reason text;
