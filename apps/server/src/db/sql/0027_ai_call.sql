-- Who writes for the org, in the order in which they are asked. `installation` is the provider that the
-- operator has set: its address and key are in no row, and an org that does not name it does not use it.
create table ai_provider (
  org_id uuid not null references org (id),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('openai', 'compatible', 'installation')),
  base_url text,
  -- Null: what the installation's provider has been set to.
  model text,
  embedding_model text,
  place int not null,
  is_enabled boolean not null,
  sealed bytea,
  key_set_at timestamptz,
  member_id uuid,
  api_key_id uuid,
  changed_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- What may be used at most: for one reply, for one conversation, in a day of the org, in a month of the org.
-- Null: what holds for every org.
create table ai_budget (
  org_id uuid not null references org (id),
  -- `reply`, `conversation`, `day` or `org`.
  scope text not null,
  steps_max int,
  seconds_max int,
  tokens_max bigint,
  micro_usd_max bigint,
  member_id uuid,
  api_key_id uuid,
  changed_at timestamptz not null default now(),
  primary key (org_id, scope),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

-- What the calls of a day of the org come to, those under way with the most that they may: counted along, so
-- that a budget is looked at in a millisecond whatever was spent. Its row is also what lets the calls of an
-- org look one after the other.
create table ai_day (
  org_id uuid not null references org (id),
  -- Midnight at the org's place.
  began_at timestamptz not null,
  steps int not null default 0,
  latency_ms bigint not null default 0,
  tokens bigint not null default 0,
  micro_usd bigint not null default 0,
  -- Calls whose cost nobody knows.
  unknown int not null default 0,
  primary key (org_id, began_at)
);

-- One row for each request to a provider, written before it is made: until it is over it holds the most that
-- it can come to, so that calls side by side do not pass a budget together, and a crash leaves a trace.
create table ai_call (
  org_id uuid not null references org (id),
  id uuid not null,
  provider text not null,
  model text not null,
  purpose text not null,
  status text not null default 'open' check (status in ('open', 'done', 'failed')),
  fault text,
  -- The provider's own name for it.
  request_id text,
  input_tokens int not null,
  cached_tokens int not null default 0,
  output_tokens int not null,
  reasoning_tokens int not null default 0,
  usage_source text not null default 'reserved'
    check (usage_source in ('reserved', 'reported', 'estimated', 'none')),
  price_version text,
  -- Null: nobody here knows. Never 0 for that.
  micro_usd bigint,
  first_token_ms int,
  latency_ms int,
  inbox_id uuid,
  conversation_id uuid,
  -- The id that the message of this reply has, or would have had.
  message_id uuid,
  -- The day that it is counted in.
  day_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id)
);
create index ai_call_conversation on ai_call (org_id, conversation_id, id)
  include (input_tokens, output_tokens, micro_usd, latency_ms) where conversation_id is not null;
create index ai_call_message on ai_call (org_id, message_id)
  include (input_tokens, output_tokens, micro_usd, latency_ms) where message_id is not null;
create index ai_call_inbox on ai_call (org_id, inbox_id) where inbox_id is not null;

do $$
declare
  name text;
begin
  foreach name in array array['ai_provider', 'ai_budget', 'ai_day', 'ai_call'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column ai_provider.sealed is 'none';
