-- When the thresholds of an org's knowledge were found.
alter table knowledge add column calibrated_at timestamptz;

-- What members decided about a question that AI found nothing for: that no article has to be written about it,
-- or what became of the answer that people gave.
create table answer_review (
  org_id uuid not null,
  answer_id uuid not null,
  kind text not null check (kind in ('gap', 'suggestion')),
  decision text not null check (decision in ('dismissed', 'approved', 'rejected')),
  article_id uuid,
  member_id uuid,
  api_key_id uuid,
  decided_at timestamptz not null default now(),
  primary key (org_id, answer_id, kind),
  foreign key (org_id, answer_id) references ai_answer (org_id, id),
  foreign key (org_id, article_id) references article (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);

alter table answer_review enable row level security;
alter table answer_review force row level security;
create policy org on answer_review using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
