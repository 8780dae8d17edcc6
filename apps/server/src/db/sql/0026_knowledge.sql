-- What an org knows, and how a question finds it. A source says where articles came from; today members write
-- all of them.
create table source (
  org_id uuid not null references org (id),
  id uuid not null,
  -- Questions with their answers are judged by other thresholds than pages.
  kind text not null check (kind in ('page', 'faq')),
  name text not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, kind, name)
);

create table article (
  org_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  -- Made by who asks: asked twice, it is one.
  client_id text not null,
  -- The newest version, and the one that answers; null while none does.
  version int not null default 1,
  published_version int,
  -- Raised by every change, so that two members do not overwrite each other.
  revision int not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz(3) not null default now(),
  -- It answers no more; what it said can still be opened from where it was quoted.
  deleted_at timestamptz,
  primary key (org_id, id),
  unique (org_id, client_id),
  foreign key (org_id, source_id) references source (org_id, id)
);
create index article_changed on article (org_id, changed_at desc, id) where deleted_at is null;

-- A version that was published once is never changed again.
create table article_version (
  org_id uuid not null,
  article_id uuid not null,
  version int not null,
  language text not null,
  audience text not null check (audience in ('public', 'internal')),
  title bytea not null,
  body bytea not null,
  -- Other questions that it answers.
  alternates bytea not null,
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  first_published_at timestamptz,
  primary key (org_id, article_id, version),
  foreign key (org_id, article_id) references article (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- A retrievable piece of a published version: where it is in the body, and below which headings.
create table chunk (
  org_id uuid not null,
  id uuid not null,
  article_id uuid not null,
  version int not null,
  place int not null,
  starts_at int not null,
  ends_at int not null,
  headings bytea not null,
  -- Its number in the postings, and the terms that it stands under; null once it is found no more.
  no int,
  terms bytea,
  -- Alone in its article, alone and with other questions that it answers, or one piece of several.
  shape text not null check (shape in ('whole', 'asked', 'part')),
  primary key (org_id, id),
  unique (org_id, article_id, version, place),
  foreign key (org_id, article_id, version) references article_version (org_id, article_id, version)
);
create unique index chunk_no on chunk (org_id, no) where no is not null;

-- Which chunks a term is in. A row holds those of 4096 numbers: twelve bits of the number, five of how often,
-- fourteen of how long the field is.
create table posting (
  org_id uuid not null,
  audience text not null check (audience in ('public', 'internal')),
  field text not null check (field in ('title', 'body', 'trigram', 'alternate')),
  term text not null collate "C",
  block int not null,
  entries int[] not null,
  -- How many entries there are.
  size int not null,
  primary key (org_id, field, term, audience, block)
) with (fillfactor = 80);

-- How many chunks are found, how many of them have the field, and how long it is in all.
create table field_total (
  org_id uuid not null,
  audience text not null check (audience in ('public', 'internal')),
  -- As in `posting`.
  field text not null,
  chunks int not null,
  filled int not null,
  length bigint not null,
  primary key (org_id, audience, field)
);

-- One row an org, whose id is the org's own. Its lock keeps the changes of postings apart; the numbers of chunks are
-- given out here.
create table knowledge (
  org_id uuid not null references org (id),
  id uuid not null,
  next_no int not null default 0,
  -- From which evidence on an answer is given, by the kind of source; null before it was calibrated.
  thresholds bytea,
  primary key (org_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'source', 'article', 'article_version', 'chunk', 'posting', 'field_total', 'knowledge'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column article_version.title is 'none';
comment on column article_version.body is 'none';
comment on column article_version.alternates is 'none';
comment on column chunk.headings is 'none';
comment on column chunk.terms is 'none';
comment on column knowledge.thresholds is 'none';
