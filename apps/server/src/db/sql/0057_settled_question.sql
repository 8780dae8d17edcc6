-- Of the questions that an answer left open those that a member says are dealt with in the conversation, from 1; 0: all
-- that was asked. What an article still lacks is decided in answer_review. `settled_after`: after which message of the
-- conversation each of them was, by its number and in the same order.
alter table ai_answer add column settled int[] not null default '{}';
alter table ai_answer add column settled_after int[] not null default '{}';
comment on column ai_answer.settled is 'none';
comment on column ai_answer.settled_after is 'none';
