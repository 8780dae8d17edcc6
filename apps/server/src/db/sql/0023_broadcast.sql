-- A template that goes to many contacts. Which template, and what fills it, is in `plan`; who gets it, in
-- `audience`, of which `broadcast_recipient` is made once it begins.
create table broadcast (
  org_id uuid not null references org (id),
  id uuid not null,
  inbox_id uuid not null,
  template_id uuid not null,
  -- Made by who asks: asked twice, it is one.
  client_id text not null,
  name text not null,
  plan bytea not null,
  audience bytea not null,
  status text not null check (status in ('scheduled', 'gathering', 'running', 'paused', 'done', 'cancelled')),
  -- Why it paused by itself; null when a member paused it.
  paused_reason text,
  per_minute int not null,
  starts_at timestamptz not null,
  -- How far the recipients are gathered, and whether all are.
  gathered_to uuid,
  gathered_at timestamptz,
  recipients int not null default 0,
  -- When the next message may be made.
  paced_at timestamptz,
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  unique (org_id, client_id),
  foreign key (org_id, inbox_id) references inbox (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);
create index broadcast_created on broadcast (org_id, created_at desc, id);

-- One row a contact: whatever dies, nobody gets a broadcast twice. What became of a message that was made is
-- in its delivery. A contact who is erased takes the rows along, by the verb that does so.
create table broadcast_recipient (
  org_id uuid not null,
  broadcast_id uuid not null,
  contact_id uuid not null,
  -- The order in which they get it.
  place int not null,
  status text not null default 'queued' check (status in ('queued', 'made', 'refused', 'cancelled')),
  -- By which rule it was refused, and why in words.
  rule text,
  reason bytea,
  message_id uuid,
  decided_at timestamptz,
  primary key (org_id, broadcast_id, contact_id),
  unique (org_id, broadcast_id, place),
  foreign key (org_id, broadcast_id) references broadcast (org_id, id),
  foreign key (org_id, message_id) references message (org_id, id)
);
create index broadcast_queued on broadcast_recipient (org_id, broadcast_id, place) where status = 'queued';
create index broadcast_contact on broadcast_recipient (org_id, contact_id);
create index broadcast_message on broadcast_recipient (org_id, message_id)
  where message_id is not null;

-- Which template a delivery carries, and its price by the list of the day; null where that is not known.
alter table delivery
  add column template_name text,
  add column template_language text,
  add column price numeric(12, 6),
  add column price_currency text;
create index delivery_template on delivery (org_id, inbox_id, created_at)
  include (template_name, template_language, status, conversation_id, seq, price, price_currency)
  where template_name is not null;

-- What the messages of templates came to on a day that has long been over. Counted when somebody asks, and kept.
create table template_day (
  org_id uuid not null,
  inbox_id uuid not null,
  began_at timestamptz not null,
  digest bytea not null,
  primary key (org_id, inbox_id, began_at)
);

do $$
declare
  name text;
begin
  foreach name in array array['broadcast', 'broadcast_recipient', 'template_day'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column broadcast.plan is 'none';
comment on column broadcast.audience is
  'personal; purpose: broadcast; retention: broadcast; subject: contact';
comment on column broadcast_recipient.reason is 'none';
comment on column template_day.digest is 'none';
