-- The instructions that an evaluation plays its cases by, as they were when it began: by inbox, and those of the
-- org alone. Null: it began before they were kept.
alter table evaluation add column words bytea;
comment on column evaluation.words is 'none';

-- What tools answer in a case; null: it has none.
alter table test_case add column stand_ins bytea;
comment on column test_case.stand_ins is
  'personal; purpose: evaluation; retention: contact; subject: contact';
