-- Pictures of articles. The bytes are in the blob store under the org's and the row's id; a text names one as
-- `picture:` with that id.
create table article_picture (
  org_id uuid not null references org (id),
  id uuid not null,
  -- `due`: its bytes are on their way; `gone`: they are being removed.
  status text not null default 'due' check (status in ('due', 'stored', 'gone')),
  mime_type text not null,
  size int not null,
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- Which versions have a picture: without any it goes.
create table article_picture_use (
  org_id uuid not null,
  -- Whoever writes it has locked the picture, and so has whoever removes that.
  picture_id uuid not null,
  article_id uuid not null,
  version int not null,
  primary key (org_id, article_id, version, picture_id),
  foreign key (org_id, article_id, version) references article_version (org_id, article_id, version)
);
create index article_picture_use_picture on article_picture_use (org_id, picture_id);

-- Articles that say the same in several languages, one in each. The group has the id of the article that the
-- others were written from.
create table article_variant (
  org_id uuid not null references org (id),
  -- Its row is locked by whoever writes it, and goes when the article is deleted.
  article_id uuid not null,
  group_id uuid not null,
  -- Of its newest version.
  language text not null,
  -- When somebody last saw to it that it says what the first one says.
  followed_at timestamptz not null default now(),
  primary key (org_id, article_id),
  unique (org_id, group_id, language)
);

do $$
declare
  name text;
begin
  foreach name in array array['article_picture', 'article_picture_use', 'article_variant'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;
