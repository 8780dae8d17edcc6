-- A contact with a goal in place of written turns; null: they say what is written.
alter table test_case add column goal bytea;
comment on column test_case.goal is
  'personal; purpose: evaluation; retention: contact; subject: contact';

-- What became of it; null: the contact of this case has none.
alter table evaluation_play add column goal bytea;
comment on column evaluation_play.goal is
  'personal; purpose: evaluation; retention: contact; subject: contact';
-- False: who plays or judges the contact failed, so nobody knows whether it would have passed.
alter table evaluation_play add column is_played boolean not null default true;
