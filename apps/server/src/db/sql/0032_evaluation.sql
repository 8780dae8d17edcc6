-- What AI's answers are tried on. A set of cases of an org; what a contact says in a case, and what is expected
-- of each answer, is in `turns`.
create table test_set (
  org_id uuid not null references org (id),
  id uuid not null,
  -- Made by who asks: asked twice, it is one.
  client_id text not null,
  name text not null,
  plays int not null,
  is_run_after_publish boolean not null,
  -- In percent; null: instructions are published without asking this set.
  share_needed int,
  -- Raised by every change of the set or of its cases.
  revision int not null default 1,
  changed_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, client_id)
);

create table test_case (
  org_id uuid not null,
  id uuid not null,
  set_id uuid not null,
  name bytea not null,
  language text,
  inbox_id uuid,
  turns bytea not null,
  changed_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, set_id) references test_set (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id)
);
create index test_case_set on test_case (org_id, set_id, id);

-- One trying of a set, on its cases as they were then: those are in `plan`. It survives its set.
create table evaluation (
  org_id uuid not null references org (id),
  id uuid not null,
  set_id uuid not null,
  set_name text not null,
  set_revision int not null,
  client_id text not null,
  status text not null check (status in ('waiting', 'running', 'done', 'cancelled', 'stopped')),
  stopped_reason text,
  cause text not null check (cause in ('member', 'publish')),
  -- Whose newest words were tried: `org` or an inbox; null: what was published.
  draft text,
  -- Of those words, so that it is known whether they are what is to be published.
  draft_hash text,
  org_version int,
  -- Of the published articles and their versions.
  knowledge text not null,
  plays int not null,
  cases int not null,
  plan bytea not null,
  passed int,
  member_id uuid,
  api_key_id uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  unique (org_id, client_id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);
create index evaluation_of_set on evaluation (org_id, set_id, id);

-- One row a play: whatever dies, what was played is not played again.
create table evaluation_play (
  org_id uuid not null,
  evaluation_id uuid not null,
  case_id uuid not null,
  nth int not null,
  has_passed boolean not null,
  turns bytea not null,
  steps int not null,
  latency_ms bigint not null,
  tokens bigint not null,
  micro_usd bigint not null,
  unknown int not null,
  primary key (org_id, evaluation_id, case_id, nth),
  foreign key (org_id, evaluation_id) references evaluation (org_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['test_set', 'test_case', 'evaluation', 'evaluation_play'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column test_case.name is 'personal; purpose: evaluation; retention: contact; subject: contact';
comment on column test_case.turns is 'personal; purpose: evaluation; retention: contact; subject: contact';
comment on column evaluation.plan is 'personal; purpose: evaluation; retention: contact; subject: contact';
comment on column evaluation_play.turns is 'personal; purpose: evaluation; retention: contact; subject: contact';
