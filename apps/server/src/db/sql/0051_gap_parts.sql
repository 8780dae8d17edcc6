-- Which of the questions that were asked at once a decision about a gap is about, from 1; empty: all of them.
alter table answer_review add column parts int[] not null default '{}';
