-- How a message came about besides its words: passed on, in answer to a story, by a link or an advertisement.
alter table message add column origin bytea;
comment on column message.origin is 'personal; purpose: conversation; retention: conversation; subject: contact';

-- What was said before an inbox was connected stands before everything else of its conversation: its places
-- are below zero, and its version is not in their order.
create index message_history on message (org_id, conversation_id, version) where seq < 0;

-- How much of that the platform has brought over, phase by phase.
create table history_import (
  org_id uuid not null references org (id),
  inbox_id uuid not null,
  -- 0: the last day, 1: up to 90 days, 2: before.
  phase int not null,
  -- In percent, as the platform counts it.
  progress int,
  messages int not null default 0,
  -- Why the platform brings nothing over: its code.
  failure text,
  began_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (org_id, inbox_id, phase),
  foreign key (org_id, inbox_id) references inbox (org_id, id)
);

alter table history_import enable row level security;
alter table history_import force row level security;
create policy org on history_import using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
