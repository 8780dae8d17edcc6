-- A mail on its way. What it says is sealed, and gone once it is over.
create table mail (
  org_id uuid not null references org (id),
  id uuid not null,
  conversation_id uuid,
  sealed bytea,
  status text not null default 'due' check (status in ('due', 'sent', 'failed', 'late')),
  fault text,
  -- After that nobody needs it any more.
  until timestamptz not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  check ((status = 'due') = (sealed is not null))
);

-- The server has to know who writes: it asks for an address, and for the code that it sent there.
create table identity_check (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  -- Why it is asked: the tool, and the contact's messages that are answered once it is known.
  tool text not null,
  language text not null,
  from_seq int not null,
  read_seq int not null,
  turn_epoch int not null,
  -- The message in which it was asked for: an answer to another one is none.
  message_id uuid not null,
  status text not null
    check (status in ('address', 'code', 'proved', 'refused', 'spent', 'dropped')),
  address bytea,
  -- By which addresses are counted, and are not to be read.
  address_hash bytea,
  code_hash bytea,
  tries int not null default 0,
  codes int not null default 0,
  code_expires_at timestamptz,
  -- The contact's message that was heard last, and what was found to be said to it.
  heard_seq int,
  said text,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id)
);
create unique index identity_check_open on identity_check (org_id, conversation_id)
  where status in ('address', 'code');

-- How many codes went out lately, whatever became of them.
create table identity_code (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  address_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  foreign key (org_id, contact_id) references contact (org_id, id)
);
create index identity_code_lately on identity_code (org_id, created_at);

do $$
declare
  name text;
begin
  foreach name in array array['mail', 'identity_check', 'identity_code'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column mail.sealed is 'personal; purpose: identity; retention: until sent; subject: contact';
comment on column identity_check.address is
  'personal; purpose: identity; retention: conversation; subject: contact';
comment on column identity_check.address_hash is
  'personal; purpose: identity; retention: conversation; subject: contact';
comment on column identity_check.code_hash is 'none';
comment on column identity_code.address_hash is
  'personal; purpose: identity; retention: conversation; subject: contact';
