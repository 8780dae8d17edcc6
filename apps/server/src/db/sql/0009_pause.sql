-- A version whose processes kept crashing: its new runs go to people at once, until somebody starts it again.
alter table backend_version
  add column paused_at timestamptz,
  add column pause_reason text;

-- Where the code of a version is when it is elsewhere, and the secrets that both sides know; the bundle is empty
-- then.
alter table backend_version add column remote bytea;
comment on column backend_version.remote is 'none';
