-- The files of messages. What a message says of its file is in the message's content; the bytes are in the blob
-- store, under the org's and the row's id.
create table media (
  org_id uuid not null references org (id),
  id uuid not null,
  conversation_id uuid not null,
  -- The contact's message that the file came with; null for what is sent from here.
  message_id uuid,
  -- `due`: to be fetched from the platform or uploaded; `gone`: deleted here or there.
  status text not null check (status in ('due', 'stored', 'failed', 'gone')),
  -- The file's name, as whoever sent it calls it.
  filename bytea,
  mime_type text,
  size bigint,
  sha256 bytea,
  -- Why there are no bytes.
  failure text check (failure in ('too_large', 'type', 'expired', 'damaged', 'unreachable', 'refused')),
  -- The platform's id of an upload, and until when it is good.
  external_id text,
  external_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  check (status <> 'stored' or (mime_type is not null and size is not null and sha256 is not null))
);
create index media_conversation on media (org_id, conversation_id);
create index media_message on media (org_id, message_id) where message_id is not null;

alter table media enable row level security;
alter table media force row level security;
create policy org on media using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

comment on column media.filename is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column media.sha256 is 'personal; purpose: conversation; retention: conversation; subject: contact';

-- The version in which what is known of a message's file changed after the message was stored.
alter table message add column media_version int;
create index message_media on message (org_id, conversation_id, media_version) where media_version is not null;
