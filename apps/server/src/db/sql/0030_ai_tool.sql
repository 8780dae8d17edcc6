-- What AI may have done: a request to a service of the org.
create table ai_tool (
  org_id uuid not null references org (id),
  id uuid not null,
  name text not null,
  settings bytea not null,
  -- The values of its secret headers.
  sealed bytea,
  -- Raised by every change: what was agreed to was agreed to as it was.
  revision int not null default 1,
  member_id uuid,
  api_key_id uuid,
  changed_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- One row for each call, written before anything is done. A tool may be removed; what it did stays.
create table ai_tool_call (
  org_id uuid not null,
  id uuid not null,
  tool_id uuid not null,
  revision int not null,
  name text not null,
  title text not null,
  inbox_id uuid not null,
  conversation_id uuid not null,
  -- The message in which it was asked for: an answer to another one agrees to nothing.
  message_id uuid,
  language text not null,
  status text not null
    check (status in ('asked', 'waiting', 'running', 'done', 'failed', 'refused', 'expired', 'dropped')),
  fault text,
  -- A member has to approve it too.
  needs_member boolean not null,
  input bytea not null,
  result bytea,
  http_status int,
  -- What the service knows a repetition by.
  idempotency_key uuid not null,
  -- The contact's message that said yes.
  confirmed_seq int,
  member_id uuid,
  api_key_id uuid,
  decided_at timestamptz,
  expires_at timestamptz,
  -- When it was sent.
  began_at timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);
create index ai_tool_call_conversation on ai_tool_call (org_id, conversation_id, id);

do $$
declare
  name text;
begin
  foreach name in array array['ai_tool', 'ai_tool_call'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column ai_tool.settings is 'none';
comment on column ai_tool.sealed is 'none';
comment on column ai_tool_call.input is
  'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column ai_tool_call.result is
  'personal; purpose: conversation; retention: conversation; subject: contact';
