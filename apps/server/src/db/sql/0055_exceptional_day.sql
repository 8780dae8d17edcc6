-- Days on which people are there at other hours than in every week, or not at all: in minutes of the day at the org's
-- place; null: they are closed all day. What ends before it begins ends on the next day.
create table exceptional_day (
  org_id uuid not null references org (id),
  day date not null,
  name text not null,
  opens int,
  closes int,
  primary key (org_id, day),
  check ((opens is null) = (closes is null))
);
alter table exceptional_day enable row level security;
alter table exceptional_day force row level security;
create policy org on exceptional_day using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
