-- Contacts are found by the beginnings of their names, and by addresses among what is known of them. Profiles
-- are content, which the database does not read: a row is a keyed hash of such a beginning. It is a
-- projection: it can be made again of the profiles, and follows them when somebody searches.
create table contact_term (
  org_id uuid not null,
  -- The first bytes of the hash: what it finds is held against the profile.
  term bytea not null,
  contact_id uuid not null,
  primary key (org_id, term, contact_id),
  foreign key (org_id, contact_id) references contact (org_id, id)
);
create index contact_term_contact on contact_term (org_id, contact_id);

alter table contact_term enable row level security;
alter table contact_term force row level security;
create policy org on contact_term using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

-- The change of the profile that the terms are of; null: it was never read.
alter table contact add column indexed_at timestamptz;
create index contact_unindexed on contact (org_id, id) where indexed_at is null or indexed_at < updated_at;

-- A member's own conversations among very many. Most have no assignee, so it is small.
create index conversation_assignee on conversation (org_id, assignee_id, last_message_at desc, id)
  where assignee_id is not null;

comment on column contact_term.term is 'personal; purpose: search; retention: contact; subject: contact';
