-- What AI may have done by the code of a micro-backend: declared by its versions, switched on here.
create table backend_tool (
  org_id uuid not null,
  id uuid not null,
  backend_id uuid not null,
  name text not null,
  -- With the declaration that a member looked at last, and its version.
  settings bytea not null,
  -- Raised by every change: what was agreed to was agreed to as it was.
  revision int not null default 1,
  member_id uuid,
  api_key_id uuid,
  changed_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, backend_id, name),
  foreign key (org_id, backend_id) references backend (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- The version whose code does it: the one that was active when it was asked for, also after a deploy.
alter table ai_tool_call add column version_id uuid;
alter table ai_tool_call
  add foreign key (org_id, version_id) references backend_version (org_id, id);
-- What the contact could not be told of it, and why.
alter table ai_tool_call add column untold bytea;
-- Those of all conversations, the newest first.
create index ai_tool_call_tool on ai_tool_call (org_id, name, id);

-- What the code of a tool has done in a call: its journal, as a run has one.
create table ai_tool_step (
  org_id uuid not null,
  call_id uuid not null,
  position text not null,
  entry bytea not null,
  primary key (org_id, call_id, position),
  foreign key (org_id, call_id) references ai_tool_call (org_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['backend_tool', 'ai_tool_step'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column backend_tool.settings is 'none';
comment on column ai_tool_call.untold is
  'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column ai_tool_step.entry is
  'personal; purpose: conversation; retention: conversation; subject: contact';
