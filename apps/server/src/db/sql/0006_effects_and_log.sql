-- What a micro-backend does to the records of its org, and the execution log.

create table tag (
  org_id uuid not null references org (id),
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name)
);

-- A tag that is taken from the org takes its rows here with it, by the verb that does so.
create table conversation_tag (
  org_id uuid not null,
  conversation_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (org_id, conversation_id, tag_id),
  foreign key (org_id, conversation_id) references conversation (org_id, id)
);
create index conversation_tag_tag on conversation_tag (org_id, tag_id);

-- The run that wrote a note; null when a member did.
alter table note add column run_id uuid;

-- What happened while micro-backends ran: for people who look for the reason of something. Written outside of the
-- transactions it tells of, so a row may be missing after a crash; nothing is ever decided by it.
create table log_entry (
  org_id uuid not null references org (id),
  id uuid not null,
  at timestamptz(3) not null,
  severity text not null check (severity in ('info', 'warn', 'error')),
  source text not null check (source in ('backend', 'delivery', 'webhook', 'run', 'system')),
  kind text not null,
  text bytea not null,
  data bytea,
  conversation_id uuid,
  run_id uuid,
  backend_id uuid,
  -- The version of the backend: the first eight characters of its hash.
  version text,
  primary key (org_id, id)
);
create index log_entry_time on log_entry (org_id, at desc, id desc);
create index log_entry_trouble on log_entry (org_id, at desc, id desc) where severity <> 'info';
create index log_entry_run on log_entry (org_id, run_id, at desc, id desc) where run_id is not null;
create index log_entry_conversation on log_entry (org_id, conversation_id, at desc, id desc)
  where conversation_id is not null;

do $$
declare
  name text;
begin
  foreach name in array array['tag', 'conversation_tag', 'log_entry'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column log_entry.text is 'personal; purpose: diagnosis; retention: log; subject: contact';
comment on column log_entry.data is 'personal; purpose: diagnosis; retention: log; subject: contact';
