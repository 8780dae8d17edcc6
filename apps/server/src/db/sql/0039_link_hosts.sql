-- Hosts that answers and articles may lead to beside the org's own: those of its sources and of the sites
-- that its widgets stand on.
create table link_host (
  org_id uuid not null references org (id),
  -- As `hostFrom` of @hilo/protocol writes it.
  host text not null collate "C",
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, host),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

alter table link_host enable row level security;
alter table link_host force row level security;
create policy org on link_host using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
