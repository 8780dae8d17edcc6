-- What the operator has set for the orgs that name no model of their own, as the last start read it; and as it was
-- when the sets that are evaluated on a change were last told. There is one row, named `writing`.
create table installation_models (
  name text primary key check (name = 'writing'),
  now_set bytea not null,
  last_told bytea not null
);
comment on column installation_models.now_set is 'none';
comment on column installation_models.last_told is 'none';
