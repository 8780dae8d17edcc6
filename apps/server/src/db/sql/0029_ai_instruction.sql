-- What an org wants of AI's answers: one row for all of its inboxes, whose id is the org's own, and one for
-- each inbox that has words of its own, whose id is the inbox's.
create table ai_instruction (
  org_id uuid not null references org (id),
  id uuid not null,
  inbox_id uuid,
  -- The newest version, and the one in force; null while none is.
  version int not null,
  published_version int,
  -- Raised by every change, so that two members do not overwrite each other.
  revision int not null default 1,
  changed_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id)
);

-- A version that was in force once is never changed again.
create table ai_instruction_version (
  org_id uuid not null,
  instruction_id uuid not null,
  version int not null,
  words bytea not null,
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  first_published_at timestamptz,
  primary key (org_id, instruction_id, version),
  foreign key (org_id, instruction_id) references ai_instruction (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- Which version was put into force when and by whom; also one that was in force before.
create table ai_instruction_publication (
  org_id uuid not null,
  id uuid not null,
  instruction_id uuid not null,
  -- Null: none is in force any more.
  version int,
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, instruction_id) references ai_instruction (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);
create index ai_instruction_publication_of on ai_instruction_publication (org_id, instruction_id, id);

do $$
declare
  name text;
begin
  foreach name in array array[
    'ai_instruction', 'ai_instruction_version', 'ai_instruction_publication'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column ai_instruction_version.words is 'none';
