-- Who let a version answer first; null: an import did, or it was before this was kept.
alter table article_version add column published_member_id uuid;
alter table article_version add column published_api_key_id uuid;
alter table article_version add foreign key (org_id, published_member_id) references member (org_id, id);
alter table article_version add foreign key (org_id, published_api_key_id) references api_key (org_id, id);

-- All that waited of a source when somebody asked for it, published in the background.
create table source_publication (
  org_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  -- Made by who asks: asked twice, it is one.
  client_id text not null,
  status text not null default 'running' check (status in ('running', 'done', 'cancelled', 'stopped')),
  -- Why it stopped by itself.
  reason text check (reason in ('gate', 'internal')),
  member_id uuid,
  api_key_id uuid,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  -- How many waited, and what became of them, counted along.
  asked int not null,
  published int not null default 0,
  rewritten int not null default 0,
  empty int not null default 0,
  gone int not null default 0,
  primary key (org_id, id),
  foreign key (org_id, source_id) references source (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);
create unique index source_publication_client on source_publication (org_id, source_id, client_id);
create unique index source_publication_running on source_publication (org_id, source_id) where status = 'running';
create index source_publication_source on source_publication (org_id, source_id, id);

-- What waited of each article then, while its publication runs; without an outcome it is still to be published.
create table source_publication_article (
  org_id uuid not null,
  publication_id uuid not null,
  -- In the order of their ids, from 1.
  nth int not null,
  article_id uuid not null,
  version int not null,
  revision int not null,
  outcome text check (outcome in ('published', 'rewritten', 'empty', 'gone')),
  primary key (org_id, publication_id, nth),
  foreign key (org_id, publication_id) references source_publication (org_id, id),
  foreign key (org_id, article_id) references article (org_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['source_publication', 'source_publication_article'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

-- The source all of whose drafts an evaluation tries together; null: what it tries was chosen by hand.
alter table evaluation add column source_id uuid;
