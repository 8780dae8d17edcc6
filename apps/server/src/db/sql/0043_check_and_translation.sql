-- What a provider answered when it was last asked for one word, as it is set now: one that was not asked, or
-- that failed then, is not put to use. What is changed of it forgets that.
alter table ai_provider
  add column checked_at timestamptz,
  -- Null: it answered.
  add column check_fault text,
  -- Why not, as the provider or this server says it: never what somebody wrote.
  add column check_reason text;

-- A message in another language, as a model wrote it for members: whoever opens it again pays nothing. It goes
-- with its message, and with the words that it was made of.
create table translation (
  org_id uuid not null,
  message_id uuid not null,
  -- The primary subtag, such as `es`.
  language text not null,
  text bytea not null,
  created_at timestamptz not null default now(),
  primary key (org_id, message_id, language),
  foreign key (org_id, message_id) references message (org_id, id) on delete cascade
);
alter table translation enable row level security;
alter table translation force row level security;
create policy org on translation using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

comment on column ai_provider.check_reason is 'none';
comment on column translation.text is 'personal; purpose: conversation; retention: conversation; subject: contact';
