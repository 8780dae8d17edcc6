-- Who puts the files of contacts into words, and whether it is done by itself. Without a row nobody does: the
-- file would go to a provider.
create table ai_media (
  org_id uuid not null references org (id),
  -- `voice` or `pictures`.
  kind text not null,
  -- `off`: never; `asked`: when a member asks for it; `always`: as soon as the file is here.
  mode text not null check (mode in ('off', 'asked', 'always')),
  provider text,
  model text,
  member_id uuid,
  api_key_id uuid,
  changed_at timestamptz not null default now(),
  primary key (org_id, kind),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- The words for a contact's file: what is said in a voice note, or what is to be seen in a picture. They go
-- with the file.
create table media_words (
  org_id uuid not null references org (id),
  media_id uuid not null,
  conversation_id uuid not null,
  kind text not null check (kind in ('transcript', 'description')),
  -- `due`: a job is about it.
  status text not null check (status in ('due', 'done', 'failed')),
  words bytea,
  -- As it was heard or written; null: nobody knows.
  language text,
  -- Of the recording.
  seconds int,
  provider text,
  model text,
  -- Why there are none.
  failure text,
  -- Who asked for it; null: it came by itself.
  member_id uuid,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (org_id, media_id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  check (status <> 'done' or words is not null)
);
create index media_words_conversation on media_words (org_id, conversation_id);

do $$
declare
  name text;
begin
  foreach name in array array['ai_media', 'media_words'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column media_words.words is
  'personal; purpose: conversation; retention: conversation; subject: contact';

-- How long the recording is that a call was about: some providers bill that.
alter table ai_call add column audio_seconds int;
