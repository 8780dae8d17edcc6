-- What an org says that its models cost, a version at each change: a call keeps the version that it was costed
-- by, so none is ever changed. The numbers of versions are the org's, and go on when a provider is removed.
create table ai_price (
  org_id uuid not null references org (id),
  version int not null,
  -- No foreign key: a price outlives its provider, and one of the same name that comes later has none.
  provider_id uuid not null,
  provider text not null,
  models bytea not null,
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, version),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);
create index ai_price_provider on ai_price (org_id, provider_id, version);
alter table ai_price enable row level security;
alter table ai_price force row level security;
create policy org on ai_price using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

comment on column ai_price.models is 'none';
