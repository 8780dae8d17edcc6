-- When AI answers in an inbox, by the hours in which people are there: at other times the conversation is theirs.
alter table inbox add column ai_when text not null default 'always'
  check (ai_when in ('always', 'outside_hours', 'inside_hours'));
