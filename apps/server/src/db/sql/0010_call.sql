-- A run that another one called: which, and what it was given. The one that called waits until it has returned.
alter table run
  add column parent_run_id uuid,
  add column called bytea,
  add foreign key (org_id, parent_run_id) references run (org_id, id);
create index run_parent on run (org_id, parent_run_id) where parent_run_id is not null;
comment on column run.called is 'personal; purpose: automation; retention: conversation; subject: contact';

alter table run drop constraint run_wake_check;
alter table run add constraint run_wake_check
  check (wake in ('start', 'hand_back', 'recover', 'cancel', 'returned'));
