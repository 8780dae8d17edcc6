-- Sources that are read: files, pages and sites. What members write stands in sources of origin `hand`.
alter table source
  add column origin text not null default 'hand' check (origin in ('hand', 'file', 'page', 'site')),
  -- Made by who asks: asked twice, it is one.
  add column client_id text,
  -- What a member has set, with the address or the name of the file. Its name above is its id then.
  add column settings bytea,
  -- The uploaded file, in the blob store under this id.
  add column file_id uuid,
  -- It is listed no more; its articles go next.
  add column deleted_at timestamptz;
create unique index source_client on source (org_id, client_id) where client_id is not null;

-- One reading of a source from its beginning to its end, however many processes that takes.
create table source_import (
  org_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  cause text not null check (cause in ('member', 'schedule')),
  status text not null default 'running' check (status in ('running', 'done', 'failed', 'cancelled')),
  reason text,
  detail text,
  -- What was known before and what the site lists is in `source_page`.
  is_listed boolean not null default false,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  -- Of its pages, counted along.
  taken int not null default 0,
  unchanged int not null default 0,
  skipped int not null default 0,
  failed int not null default 0,
  gone int not null default 0,
  primary key (org_id, id),
  foreign key (org_id, source_id) references source (org_id, id)
);
create unique index source_import_running on source_import (org_id, source_id) where status = 'running';
create index source_import_source on source_import (org_id, source_id, id);

-- A page of a site, or a part of a file: what is known of it, and what became of it in the import that came to
-- it last. While `outcome` is null it waits for that import.
create table source_page (
  org_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  -- Its address; within a file the part.
  place text not null,
  depth int not null,
  import_id uuid not null,
  outcome text check (outcome in ('taken', 'unchanged', 'skipped', 'failed', 'gone')),
  reason text,
  detail text,
  -- How often this import began with it: what ends the process each time is left alone.
  tries int not null default 0,
  -- By what the site tells whether it changed, and the hash of what was taken.
  etag text,
  last_modified text,
  hash bytea,
  -- How many imports in a row it was not there.
  missed int not null default 0,
  article_id uuid,
  -- The version of the article that was written from it: any other is a member's.
  version int,
  taken_at timestamptz,
  looked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, source_id, place),
  foreign key (org_id, source_id) references source (org_id, id),
  foreign key (org_id, import_id) references source_import (org_id, id),
  foreign key (org_id, article_id) references article (org_id, id)
);
create index source_page_waiting on source_page (org_id, import_id, tries, depth, id) where outcome is null;
create index source_page_hash on source_page (org_id, source_id, hash) where hash is not null;

do $$
declare
  name text;
begin
  foreach name in array array['source_import', 'source_page'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column source.settings is 'none';
comment on column source_page.hash is 'none';
