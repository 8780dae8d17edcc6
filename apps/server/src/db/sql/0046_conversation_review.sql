-- What members decided about the answer that people gave where AI has said nothing: what became of it. Where AI
-- has, it is in answer_review.
create table conversation_review (
  org_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  decision text not null check (decision in ('approved', 'rejected')),
  article_id uuid,
  member_id uuid,
  api_key_id uuid,
  decided_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, conversation_id) references conversation (org_id, id),
  foreign key (org_id, article_id) references article (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id),
  foreign key (org_id, api_key_id) references api_key (org_id, id)
);
create index conversation_review_conversation on conversation_review (org_id, conversation_id);

alter table conversation_review enable row level security;
alter table conversation_review force row level security;
create policy org on conversation_review using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
