-- After which message of its conversation each of `settled` was, by the number of that message and in the same order;
-- none: before that was kept, which counts as at once.
alter table ai_answer add column settled_after int[] not null default '{}';
comment on column ai_answer.settled_after is 'none';
