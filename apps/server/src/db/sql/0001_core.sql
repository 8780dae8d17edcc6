-- Global plane: what belongs to the installation.

create table org (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  time_zone text not null default 'UTC',
  locale text not null default 'en',
  created_at timestamptz not null default now()
);

-- A Meta app whose webhooks come in. Secrets are sealed with the installation's key.
create table meta_app (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{1,64}$'),
  secret bytea not null,
  previous_secret bytea,
  verify_token bytea not null,
  created_at timestamptz not null default now()
);

-- Who may speak for an external account. A row is written only after the account's control was proved.
create table directory (
  app_id text not null,
  account text not null,
  channel text not null check (channel in ('web', 'whatsapp', 'instagram', 'messenger')),
  org_id uuid not null references org (id),
  inbox_id uuid not null,
  proved_at timestamptz not null default now(),
  primary key (app_id, account)
);

-- Which orgs a login identity belongs to; the membership itself is the org's own row.
create table login_org (
  user_id text not null,
  org_id uuid not null references org (id),
  member_id uuid not null,
  primary key (user_id, org_id)
);

-- A running server process. A claim is worth as much as its owner's heartbeat.
create table node (
  id uuid primary key,
  host text not null,
  process text not null,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);

-- Ingress plane: raw events of every org, readable only by the ingress role.

create table webhook_event (
  id uuid primary key,
  app_id text not null,
  dedup_key bytea not null,
  body bytea not null,
  received_at timestamptz not null default now(),
  -- Why a person should look: nothing of it was bound to an org, or it could not be processed.
  problem text check (problem in ('quarantined', 'failed')),
  detail text,
  unique (app_id, dedup_key)
);

-- The queue of events not processed yet: narrow, so that finishing one does not rewrite its body.
create table webhook_pending (
  event_id uuid primary key,
  owner_id uuid not null,
  attempts int not null default 0
);
create index webhook_pending_owner on webhook_pending (owner_id);

-- Org plane: every key begins with org_id, row-level security is enabled and forced. Only the rows that hang on no
-- other refer to the org itself: a check that an ancestor already made is paid for on every insert.

create table member (
  org_id uuid not null references org (id),
  id uuid not null,
  user_id text not null,
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'agent')),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, user_id)
);

create table backend (
  org_id uuid not null references org (id),
  id uuid not null,
  name text not null,
  active_version_id uuid,
  config bytea not null,
  config_version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name)
);

create table backend_version (
  org_id uuid not null,
  id uuid not null,
  backend_id uuid not null,
  hash text not null,
  bundle bytea not null,
  manifest bytea not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, backend_id, hash),
  foreign key (org_id, backend_id) references backend (org_id, id)
);

alter table backend add foreign key (org_id, active_version_id) references backend_version (org_id, id);

create table inbox (
  org_id uuid not null references org (id),
  id uuid not null,
  channel text not null check (channel in ('web', 'whatsapp', 'instagram', 'messenger')),
  name text not null,
  account text not null,
  settings bytea not null,
  backend_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, channel, account),
  foreign key (org_id, backend_id) references backend (org_id, id)
);

-- Events of an inbox that were stored and not understood, counted by what they are.
create table unhandled_event (
  org_id uuid not null,
  inbox_id uuid not null,
  kind text not null,
  count int not null,
  last_at timestamptz not null default now(),
  primary key (org_id, inbox_id, kind),
  foreign key (org_id, inbox_id) references inbox (org_id, id)
);

create table contact (
  org_id uuid not null references org (id),
  id uuid not null,
  profile bytea not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id)
);

-- A contact's address. Found by a keyed hash; the address itself is content.
create table identity (
  org_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel in ('web', 'whatsapp', 'instagram', 'messenger')),
  kind text not null check (kind in ('wa_id', 'bsuid', 'parent_bsuid', 'psid', 'igsid', 'visitor')),
  address_hash bytea not null,
  address bytea not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, channel, address_hash),
  foreign key (org_id, contact_id) references contact (org_id, id)
);
create index identity_contact on identity (org_id, contact_id);

create table conversation (
  org_id uuid not null,
  id uuid not null,
  inbox_id uuid not null,
  contact_id uuid not null,
  status text not null default 'open' check (status in ('open', 'closed')),
  holder text not null default 'nobody' check (holder in ('backend', 'ai', 'human', 'nobody')),
  assignee_id uuid,
  -- Raised by every visible change.
  version int not null default 1,
  -- Raised when a person takes the turn: what was started before may no longer be shown to the contact.
  turn_epoch int not null default 0,
  -- The last message's sequence number; gapless.
  seq int not null default 0,
  last_in_seq int not null default 0,
  -- The last sequence number members, and the contact, have read.
  read_seq int not null default 0,
  contact_read_seq int not null default 0,
  unread int not null default 0,
  -- The live run, if there is one.
  run_id uuid,
  preview bytea,
  handoff_reason bytea,
  last_message_at timestamptz(3) not null default now(),
  waiting_since timestamptz,
  window_closes_at timestamptz,
  changed_at timestamptz(3) not null default now(),
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id),
  foreign key (org_id, contact_id) references contact (org_id, id),
  foreign key (org_id, assignee_id) references member (org_id, id)
) with (fillfactor = 70);
create unique index conversation_open on conversation (org_id, contact_id, inbox_id) where status = 'open';
create index conversation_closed on conversation (org_id, contact_id, inbox_id) where status = 'closed';
create index conversation_list on conversation (org_id, status, last_message_at desc, id);
create index conversation_changed on conversation (org_id, changed_at);

create table message (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  seq int not null,
  direction text not null check (direction in ('in', 'out')),
  author text not null check (author in ('contact', 'agent', 'backend', 'ai', 'system')),
  member_id uuid,
  run_id uuid,
  content bytea not null,
  -- The platform's id of an inbound message; `web:` and the client's id in the widget.
  external_id text,
  client_id text,
  reply_to_external_id text,
  reply_to_id uuid,
  version int not null,
  sent_at timestamptz not null,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  unsent_at timestamptz,
  primary key (org_id, id),
  unique (org_id, conversation_id, seq),
  foreign key (org_id, conversation_id) references conversation (org_id, id)
);
create unique index message_external on message (org_id, inbox_id, external_id) where external_id is not null;
create unique index message_client on message (org_id, conversation_id, client_id) where client_id is not null;
create index message_version on message (org_id, conversation_id, version) where edited_at is not null or unsent_at is not null;

create table note (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  after_seq int not null,
  member_id uuid,
  content bytea not null,
  client_id text not null,
  version int not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, conversation_id, client_id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id)
);
create index note_place on note (org_id, conversation_id, after_seq);

create table conversation_event (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  after_seq int not null,
  type text not null,
  actor text not null check (actor in ('member', 'contact', 'backend', 'system')),
  member_id uuid,
  data bytea not null,
  version int not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id)
);
create index conversation_event_place on conversation_event (org_id, conversation_id, after_seq);

-- The attempts to hand one part of a message to a platform.
create table delivery (
  org_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  seq int not null,
  part int not null,
  author text not null check (author in ('agent', 'backend', 'ai', 'system')),
  turn_epoch int not null,
  status text not null
    check (status in ('pending', 'sending', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'failed', 'cancelled')),
  attempts int not null default 0,
  -- Attempts whose answer was lost and that no status has named.
  unconfirmed int not null default 0,
  external_id text,
  failure bytea,
  due_at timestamptz,
  claimed_by uuid,
  version int not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, message_id, part),
  foreign key (org_id, message_id) references message (org_id, id)
) with (fillfactor = 70);
create index delivery_conversation on delivery (org_id, conversation_id, version);
create index delivery_unsettled on delivery (org_id, conversation_id, seq, part)
  where status in ('pending', 'sending', 'unknown');
create index delivery_external on delivery (org_id, inbox_id, external_id) where external_id is not null;
create index delivery_due on delivery (due_at) where due_at is not null;
create index delivery_claimed on delivery (claimed_by) where claimed_by is not null;

create table run (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  backend_id uuid not null,
  backend_version_id uuid not null,
  status text not null check (status in ('running', 'waiting', 'done', 'failed', 'cancelled')),
  generation int not null default 0,
  -- The number of journal entries of this generation.
  length int not null default 0,
  -- Inbound messages up to here are read or skipped; `prompt_seq` is the last question's.
  read_seq int not null,
  prompt_seq int not null default 0,
  wait bytea,
  wake text check (wake in ('start', 'hand_back', 'recover')),
  config bytea not null,
  config_version int not null,
  outcome bytea,
  failure bytea,
  -- Turns in a row that ended in a crash of the process.
  crashes int not null default 0,
  claimed_by uuid,
  claim int not null default 0,
  due_at timestamptz,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  foreign key (org_id, backend_version_id) references backend_version (org_id, id)
) with (fillfactor = 70);
create index run_conversation on run (org_id, conversation_id, started_at);
create index run_due on run (due_at) where due_at is not null;
create index run_claimed on run (claimed_by) where claimed_by is not null;

create table journal (
  org_id uuid not null,
  run_id uuid not null,
  generation int not null,
  position text not null collate "C",
  kind text not null,
  name bytea not null,
  value bytea not null,
  message_id uuid,
  started_at timestamptz,
  duration_ms int,
  attempts int,
  created_at timestamptz not null default now(),
  primary key (org_id, run_id, generation, position)
);

create table job (
  org_id uuid not null references org (id),
  id uuid not null,
  kind text not null,
  payload bytea not null,
  attempts int not null default 0,
  error text,
  due_at timestamptz,
  claimed_by uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id)
);
create index job_due on job (due_at) where due_at is not null;
create index job_claimed on job (claimed_by) where claimed_by is not null;

do $$
declare
  name text;
begin
  foreach name in array array[
    'member', 'backend', 'backend_version', 'inbox', 'unhandled_event', 'contact', 'identity', 'conversation',
    'message', 'note', 'conversation_event', 'delivery', 'run', 'journal', 'job'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', name);
  end loop;
  -- The owner runs `due`, which must see across orgs; it may only look.
  foreach name in array array['delivery', 'run', 'job'] loop
    execute format('create policy due on %I for select to current_user using (true)', name);
  end loop;
end $$;

-- Everything that is due, or claimed by a node that is not among the living, across orgs: ids only.
create function due(living uuid[], most int) returns table (kind text, org_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog, public
as $$
  (select 'run', r.org_id, r.id from public.run r where r.due_at <= now() and r.claimed_by is null
   order by r.due_at limit most)
  union all
  (select 'run', r.org_id, r.id from public.run r where r.claimed_by is not null and r.claimed_by <> all (living) limit most)
  union all
  (select 'delivery', d.org_id, d.id from public.delivery d where d.due_at <= now() and d.claimed_by is null
   order by d.due_at limit most)
  union all
  (select 'delivery', d.org_id, d.id from public.delivery d where d.claimed_by is not null and d.claimed_by <> all (living) limit most)
  union all
  (select 'job', j.org_id, j.id from public.job j where j.due_at <= now() and j.claimed_by is null
   order by j.due_at limit most)
  union all
  (select 'job', j.org_id, j.id from public.job j where j.claimed_by is not null and j.claimed_by <> all (living) limit most)
$$;
revoke all on function due(uuid[], int) from public;

-- What the data map, exports and erasure plans are generated from.
comment on column webhook_event.body is 'personal; purpose: intake; retention: 30 days; subject: contact';
comment on column webhook_event.detail is 'personal; purpose: diagnosis; retention: 30 days; subject: contact';
comment on column member.name is 'personal; purpose: membership; retention: membership; subject: member';
comment on column member.email is 'personal; purpose: membership; retention: membership; subject: member';
comment on column member.user_id is 'personal; purpose: membership; retention: membership; subject: member';
comment on column contact.profile is 'personal; purpose: conversation; retention: contact; subject: contact';
comment on column identity.address is 'personal; purpose: conversation; retention: contact; subject: contact';
comment on column identity.address_hash is 'personal; purpose: conversation; retention: contact; subject: contact';
comment on column conversation.preview is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column conversation.handoff_reason is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column message.content is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column message.external_id is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column message.reply_to_external_id is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column note.content is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column conversation_event.data is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column delivery.failure is 'personal; purpose: delivery; retention: conversation; subject: contact';
comment on column delivery.external_id is 'personal; purpose: delivery; retention: conversation; subject: contact';
comment on column run.wait is 'personal; purpose: automation; retention: conversation; subject: contact';
comment on column run.outcome is 'personal; purpose: automation; retention: conversation; subject: contact';
comment on column run.failure is 'personal; purpose: automation; retention: conversation; subject: contact';
comment on column journal.name is 'personal; purpose: automation; retention: conversation; subject: contact';
comment on column journal.value is 'personal; purpose: automation; retention: conversation; subject: contact';
comment on column job.payload is 'personal; purpose: automation; retention: job; subject: contact';
comment on column backend.config is 'none';
comment on column run.config is 'none';
comment on column backend_version.bundle is 'none';
comment on column backend_version.manifest is 'none';
comment on column inbox.settings is 'none';
comment on column meta_app.secret is 'none';
comment on column meta_app.previous_secret is 'none';
comment on column meta_app.verify_token is 'none';
comment on column webhook_event.dedup_key is 'none';
