-- Who a visitor of a site is, as the site's own server says it.
alter table inbox add column signed_identity text not null default 'off'
  check (signed_identity in ('off', 'optional', 'required'));

-- Under the name that the site knows the person by, within one inbox.
alter table identity drop constraint identity_kind_check;
alter table identity add constraint identity_kind_check
  check (kind in ('wa_id', 'bsuid', 'parent_bsuid', 'psid', 'igsid', 'visitor', 'external'));

-- What a token has to be signed with: a secret that both sides have, or the site's public key.
create table identity_key (
  org_id uuid not null,
  id uuid not null,
  inbox_id uuid not null,
  type text not null check (type in ('secret', 'public_key')),
  sealed bytea,
  public_key text,
  -- What people tell it by.
  hint text not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id),
  check ((type = 'secret') = (sealed is not null) and (type = 'public_key') = (public_key is not null))
);
create index identity_key_inbox on identity_key (org_id, inbox_id);

-- What the server knows of who a contact is, beyond what their channel says, and for how long that holds.
create table proof (
  org_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('signed', 'email')),
  contact_id uuid not null,
  -- A signed identity holds in its inbox, an e-mail address that a code was sent to in one conversation.
  inbox_id uuid not null,
  conversation_id uuid,
  value bytea not null,
  proven_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, contact_id) references contact (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  check ((kind = 'email') = (conversation_id is not null))
);
create unique index proof_signed on proof (org_id, inbox_id, contact_id) where kind = 'signed';
create unique index proof_email on proof (org_id, conversation_id) where kind = 'email';

do $$
declare
  name text;
begin
  foreach name in array array['identity_key', 'proof'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column identity_key.sealed is 'none';
comment on column proof.value is 'personal; purpose: identity; retention: contact; subject: contact';
