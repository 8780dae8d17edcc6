-- What people see of a version that is elsewhere: its address, and when and why it failed last. Its secrets
-- stay sealed in `remote`.
alter table backend_version
  add column remote_url bytea,
  add column remote_failed_at timestamptz,
  add column remote_failure bytea;
comment on column backend_version.remote_url is 'none';
comment on column backend_version.remote_failure is 'none';

-- Who set the present split and draft, and when.
alter table backend
  add column split_at timestamptz,
  add column split_member_id uuid,
  add column split_api_key_id uuid,
  add column draft_at timestamptz,
  add column draft_member_id uuid,
  add column draft_api_key_id uuid,
  add foreign key (org_id, split_member_id) references member (org_id, id),
  add foreign key (org_id, split_api_key_id) references api_key (org_id, id),
  add foreign key (org_id, draft_member_id) references member (org_id, id),
  add foreign key (org_id, draft_api_key_id) references api_key (org_id, id);

-- The program that did it, beside the member who made its key.
alter table conversation_event
  add column api_key_id uuid,
  add foreign key (org_id, api_key_id) references api_key (org_id, id);
