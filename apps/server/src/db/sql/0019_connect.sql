-- An app belongs to the org that brought it; one without an org is the installation's, and only a shared one of
-- those may be used by everybody. Webhooks of Instagram Login may be signed with a secret of their own.
alter table meta_app
  add column org_id uuid references org (id),
  add column is_shared boolean not null default false,
  add column instagram_secret bytea;

comment on column meta_app.instagram_secret is 'none';

-- The person who let the app in, as the app knows them: by this they take it away again.
alter table directory add column user_id text;
create index directory_user on directory (app_id, user_id) where user_id is not null;
create index directory_account on directory (account);
comment on column directory.user_id is 'personal; purpose: membership; retention: membership; subject: member';

-- `token_version` is raised by every new token, so that what an old one met is not held against it.
alter table inbox
  add column token_version int not null default 0,
  add column token_set_at timestamptz,
  add column token_expires_at timestamptz,
  add column token_refused_at timestamptz,
  add column token_refusal bytea,
  add column paused_at timestamptz,
  add column disconnected_at timestamptz,
  -- When the rest of what the platform gave is deleted, and when it was.
  add column forget_at timestamptz,
  add column forgotten_at timestamptz;
comment on column inbox.token_refusal is 'none';

-- A person told Meta that the app may no longer have their accounts, or asked for deletion. Whoever has the code may
-- see how far that is.
create table deletion_request (
  code text primary key,
  app_id text not null,
  user_hash bytea not null,
  asked_at timestamptz not null default now(),
  unique (app_id, user_hash)
);
comment on column deletion_request.user_hash is 'personal; purpose: deletion; retention: 1 year; subject: member';

-- The inboxes that it concerns.
create table deletion_part (
  code text not null references deletion_request (code),
  org_id uuid not null references org (id),
  inbox_id uuid not null,
  channel text not null check (channel in ('web', 'whatsapp', 'instagram', 'messenger')),
  due_at timestamptz not null,
  done_at timestamptz,
  primary key (code, org_id, inbox_id)
);
create index deletion_part_inbox on deletion_part (org_id, inbox_id) where done_at is null;
