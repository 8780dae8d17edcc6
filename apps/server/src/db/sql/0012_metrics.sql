-- What became of the ended runs of a version that began on one day, put together from their journals when
-- somebody asks. It is made anew when `ended` or `last_ended_at` are not those of the runs any more.
create table metrics_day (
  org_id uuid not null references org (id),
  backend_version_id uuid not null,
  -- The beginning of the day at the org's place.
  began_at timestamptz not null,
  ended int not null,
  last_ended_at timestamptz,
  digest bytea not null,
  primary key (org_id, backend_version_id, began_at),
  foreign key (org_id, backend_version_id) references backend_version (org_id, id)
);

alter table metrics_day enable row level security;
alter table metrics_day force row level security;
create policy org on metrics_day using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

comment on column metrics_day.digest is 'personal; purpose: automation; retention: conversation; subject: contact';
