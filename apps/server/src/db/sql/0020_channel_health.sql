-- Ingress plane: the accounts for which an event was quarantined, so that whoever has proved one later finds it.
create table webhook_quarantine (
  app_id text not null,
  account text not null,
  event_id uuid not null,
  primary key (app_id, account, event_id)
);

-- The accounts of an inbox.
create index directory_inbox on directory (org_id, inbox_id);

-- What an org keeps of a webhook event that was for one of its inboxes. The event itself is in the ingress plane,
-- where several orgs may share it. There are as many rows as events, so none is checked against its inbox.
create table receipt (
  org_id uuid not null,
  inbox_id uuid not null,
  event_id uuid not null,
  -- `waiting`: stored and not worked on yet; `unhandled`: kept, and nobody knows what to do with it.
  state text not null check (state in ('waiting', 'processed', 'unhandled', 'failed')),
  -- What is in it: ` message:text status:read `, each between spaces.
  kinds text not null,
  messages int not null,
  statuses int not null,
  -- Statuses of messages that are not known here.
  unknown int not null default 0,
  received_at timestamptz(3) not null,
  -- When the first of it happened on the platform; null where that is not said.
  happened_at timestamptz(3),
  processed_at timestamptz(3),
  error bytea,
  primary key (org_id, inbox_id, event_id)
);
create index receipt_state on receipt (org_id, inbox_id, state, event_id) where state <> 'processed';
create index receipt_unknown on receipt (org_id, inbox_id, event_id) where unknown > 0;

-- How many receipts an inbox got in each quarter of an hour. Written by the statement that writes them.
create table receipt_tally (
  org_id uuid not null,
  inbox_id uuid not null,
  began_at timestamptz not null,
  events int not null,
  messages int not null,
  statuses int not null,
  primary key (org_id, inbox_id, began_at)
);

-- How many deliveries were made in a quarter of an hour that is over: their number never changes. Counted when
-- somebody asks, and kept.
create table delivery_tally (
  org_id uuid not null,
  began_at timestamptz not null,
  inbox_id uuid not null,
  deliveries int not null,
  primary key (org_id, began_at, inbox_id)
);
-- Those that no status has confirmed.
create index delivery_unconfirmed on delivery (org_id, inbox_id, status, id)
  where status in ('accepted', 'failed', 'cancelled');

-- What the platform said of an inbox's account, each as it was told; the newest of a name holds.
create table inbox_fact (
  org_id uuid not null,
  id uuid not null,
  inbox_id uuid not null,
  name text not null,
  value text not null,
  detail bytea,
  at timestamptz(3) not null,
  primary key (org_id, id),
  unique (org_id, inbox_id, name, at, value),
  foreign key (org_id, inbox_id) references inbox (org_id, id)
);

-- Something is wrong with an inbox, from when to when. One of a kind at a time.
create table alarm (
  org_id uuid not null,
  id uuid not null,
  inbox_id uuid not null,
  kind text not null,
  severity text not null check (severity in ('warn', 'error')),
  data bytea not null,
  began_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id)
);
create unique index alarm_open on alarm (org_id, inbox_id, kind) where ended_at is null;
create index alarm_time on alarm (org_id, began_at desc);

-- Who has seen which. A member who leaves leaves nothing behind that counts.
create table alarm_read (
  org_id uuid not null,
  alarm_id uuid not null,
  member_id uuid not null,
  read_at timestamptz not null default now(),
  primary key (org_id, alarm_id, member_id),
  foreign key (org_id, alarm_id) references alarm (org_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'receipt', 'receipt_tally', 'delivery_tally', 'inbox_fact', 'alarm', 'alarm_read'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column receipt.error is 'personal; purpose: diagnosis; retention: 30 days; subject: contact';
comment on column inbox_fact.detail is 'none';
comment on column alarm.data is 'none';
