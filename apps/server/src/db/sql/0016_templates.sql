-- The templates of an inbox, as the platform listed them last. Everything of them is the org's own words.
create table template (
  org_id uuid not null references org (id),
  id uuid not null,
  inbox_id uuid not null,
  external_id text not null,
  name text not null,
  language text not null,
  -- In the platform's words, in lower case: it may add some.
  status text not null,
  category text not null,
  quality text,
  reason text,
  definition bytea not null,
  synced_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, inbox_id, external_id),
  foreign key (org_id, inbox_id) references inbox (org_id, id)
);
create index template_name on template (org_id, name);

alter table template enable row level security;
alter table template force row level security;
create policy org on template using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

comment on column template.definition is 'none';

-- When its templates were last synchronised, and why the last attempt failed.
alter table inbox
  add column templates_synced_at timestamptz,
  add column templates_failure bytea;
comment on column inbox.templates_failure is 'none';
