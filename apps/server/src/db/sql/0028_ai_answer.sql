-- Whether AI answers in an inbox; then it has no micro-backend.
alter table inbox add column ai_answers boolean not null default false;

alter table conversation_event drop constraint conversation_event_actor_check;
alter table conversation_event add constraint conversation_event_actor_check
  check (actor in ('member', 'contact', 'backend', 'system', 'ai'));

-- What AI said to a contact, and why: one row for each, whose id is the message's.
create table ai_answer (
  org_id uuid not null,
  id uuid not null,
  inbox_id uuid not null,
  conversation_id uuid not null,
  -- It answers the contact's messages up to here; they are answered once.
  read_seq int not null,
  action text not null check (action in ('answer', 'clarify', 'suggest', 'handoff')),
  -- Why people have it; null unless they were given it.
  reason text,
  mode text not null check (mode in ('model', 'quoting')),
  language text not null,
  -- How much of the question the best candidate says; null when nothing was looked for.
  evidence double precision,
  question bytea not null,
  citations bytea not null,
  summary bytea,
  trace bytea not null,
  -- When the contact said that it helped.
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, inbox_id) references inbox (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id)
);
create index ai_answer_conversation on ai_answer (org_id, conversation_id, read_seq);
create index ai_answer_created on ai_answer (org_id, created_at);

-- What somebody thinks of an answer: the last word of each.
create table ai_feedback (
  org_id uuid not null,
  answer_id uuid not null,
  -- The member's id, or the contact's.
  id uuid not null,
  member_id uuid,
  api_key_id uuid,
  rating text not null check (rating in ('good', 'bad')),
  why bytea,
  changed_at timestamptz not null default now(),
  primary key (org_id, answer_id, id),
  foreign key (org_id, answer_id) references ai_answer (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['ai_answer', 'ai_feedback'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;

comment on column ai_answer.question is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column ai_answer.citations is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column ai_answer.summary is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column ai_answer.trace is 'personal; purpose: conversation; retention: conversation; subject: contact';
comment on column ai_feedback.why is 'personal; purpose: conversation; retention: conversation; subject: contact';
