-- Deploying and operating micro-backends: versions with their sources, promotions, traffic, config versions,
-- secrets, and the API keys by which programs do all that.

-- A key belongs to the org and outlives its maker's membership. Of the key itself only a keyed hash is kept.
create table api_key (
  org_id uuid not null references org (id),
  id uuid not null,
  name text not null,
  -- The beginning and the end of the secret part: by the first it is found, by both it is recognised.
  prefix text not null,
  last_four text not null,
  hash bytea not null,
  scopes text[] not null,
  member_id uuid not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id)
);
create index api_key_prefix on api_key (org_id, prefix);

-- Who did it: a member or, by a key, a program.
alter table backend_version
  add column source_map bytea,
  add column source_hash text,
  add column note text,
  add column member_id uuid,
  add column api_key_id uuid,
  add foreign key (org_id, member_id) references member (org_id, id),
  add foreign key (org_id, api_key_id) references api_key (org_id, id);
create index backend_version_list on backend_version (org_id, backend_id, id);

-- Which version new runs use, beside the active one: a part of the contacts, and named test contacts.
alter table backend
  add column split_version_id uuid,
  add column split_percent int,
  add column draft_version_id uuid,
  add column draft_contact_ids uuid[],
  add foreign key (org_id, split_version_id) references backend_version (org_id, id),
  add foreign key (org_id, draft_version_id) references backend_version (org_id, id);

-- A stack: the last one that is not rolled back is the active version's; below it is what was before.
create table backend_promotion (
  org_id uuid not null,
  id uuid not null,
  backend_id uuid not null,
  version_id uuid not null,
  before_version_id uuid,
  member_id uuid,
  api_key_id uuid,
  promoted_at timestamptz not null default now(),
  rolled_back_at timestamptz,
  rolled_back_member_id uuid,
  rolled_back_api_key_id uuid,
  primary key (org_id, id),
  foreign key (org_id, backend_id) references backend (org_id, id),
  foreign key (org_id, version_id) references backend_version (org_id, id),
  foreign key (org_id, before_version_id) references backend_version (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id),
  foreign key (org_id, rolled_back_member_id) references member (org_id, id),
  foreign key (org_id, rolled_back_api_key_id) references api_key (org_id, id)
);
create index backend_promotion_list on backend_promotion (org_id, backend_id, id);

-- Every config that was ever saved. The present one is also in `backend`, where a start of a run reads it.
create table backend_config (
  org_id uuid not null,
  backend_id uuid not null,
  version int not null,
  config bytea not null,
  member_id uuid,
  api_key_id uuid,
  saved_at timestamptz default now(),
  primary key (org_id, backend_id, version),
  foreign key (org_id, backend_id) references backend (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

create table backend_secret (
  org_id uuid not null,
  backend_id uuid not null,
  name text not null,
  sealed bytea not null,
  member_id uuid,
  api_key_id uuid,
  set_at timestamptz not null default now(),
  primary key (org_id, backend_id, name),
  foreign key (org_id, backend_id) references backend (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- How the runs of a version stand, and which of them wait.
create index run_version on run (org_id, backend_version_id, status);

do $$
declare
  name text;
begin
  foreach name in array array['api_key', 'backend_promotion', 'backend_config', 'backend_secret'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column api_key.hash is 'none';
comment on column backend_version.source_map is 'none';
comment on column backend_config.config is 'none';
comment on column backend_secret.sealed is 'none';
