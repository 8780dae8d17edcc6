-- Knowledge is found by its meaning too, where an org wants that: a provider places chunks and questions in the
-- space of a model, and what is near is found.

-- The provider that the org has chosen for it; none: nothing is placed.
alter table ai_provider add column is_placing boolean not null default false;

-- Raised with every vector that is written, so that who holds them in memory reads what is new; and what came of
-- asking with them and without.
alter table knowledge
  add column vector_version int not null default 0,
  add column meaning bytea;

-- Where a chunk stands in the space of a model.
create table chunk_vector (
  org_id uuid not null,
  chunk_id uuid not null,
  -- Of which model, and at which address: vectors of two spaces cannot be compared.
  space text not null,
  -- SHA-256 of what was placed: the same words of another version need not be placed again.
  text_hash bytea not null,
  audience text not null check (audience in ('public', 'internal')),
  -- 0: the provider refuses these words, and they are not sent again.
  dimensions int not null,
  -- Of length 1: a byte for each dimension, in units of `scale`, and as four bytes each.
  small bytea not null,
  scale real not null,
  exact bytea not null,
  version int not null,
  primary key (org_id, chunk_id, space),
  foreign key (org_id, chunk_id) references chunk (org_id, id)
);
create index chunk_vector_version on chunk_vector (org_id, version, chunk_id);
create index chunk_vector_text on chunk_vector (org_id, text_hash);
-- They do not get smaller, and the exact ones are read for few chunks only.
alter table chunk_vector alter column small set storage plain, alter column exact set storage external;

alter table chunk_vector enable row level security;
alter table chunk_vector force row level security;
create policy org on chunk_vector using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

comment on column knowledge.meaning is 'none';
comment on column chunk_vector.text_hash is 'none';
comment on column chunk_vector.small is 'none';
comment on column chunk_vector.exact is 'none';
