-- What a contact allowed a business to send, and took back: rows are added and never changed. What holds now
-- follows from them.
create table permission (
  org_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  channel text not null check (channel in ('web', 'whatsapp', 'instagram', 'messenger')),
  purpose text not null check (purpose in ('service', 'utility', 'authentication', 'marketing', 'all')),
  kind text not null check (kind in ('opt_in', 'opt_out')),
  -- What a message that rests on the row may be for: nothing, when it takes back.
  grants text generated always as (case when kind = 'opt_in' then purpose end) stored,
  -- By what it is known.
  source text not null check (source in ('message', 'keyword', 'platform', 'form', 'member', 'backend')),
  evidence bytea not null,
  -- Which wording the contact agreed to.
  text_version text,
  message_id uuid,
  member_id uuid,
  api_key_id uuid,
  -- When the contact said it; the row may be written later.
  given_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, id, grants),
  foreign key (org_id, contact_id) references contact (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id),
  check (purpose <> 'all' or kind = 'opt_out')
);
create index permission_contact on permission (org_id, contact_id, channel, purpose, given_at desc, id desc);
-- A message is heeded once, however often it comes.
create unique index permission_message on permission (org_id, message_id, purpose) where message_id is not null;

alter table permission enable row level security;
alter table permission force row level security;
create policy org on permission using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

comment on column permission.evidence is 'personal; purpose: proof of permission; retention: contact; subject: contact';

-- What a message is for that the business begins, and the permission that it rests on; null for an answer. The
-- longer key refuses a permission that took something back, and one for another purpose; it says nothing where
-- the purpose is null.
alter table message
  add column purpose text check (purpose in ('service', 'utility', 'authentication', 'marketing')),
  add column permission_id uuid,
  add foreign key (org_id, permission_id) references permission (org_id, id),
  add constraint message_permission foreign key (org_id, permission_id, purpose)
    references permission (org_id, id, grants),
  add constraint message_rests_on_permission check (purpose is null or permission_id is not null);

-- When the platform was last handed it: what is counted against the platform's limits.
alter table delivery add column sent_at timestamptz;
