-- A member cancels a run: its next turn undoes what it did.
alter table run drop constraint run_wake_check;
alter table run add constraint run_wake_check check (wake in ('start', 'hand_back', 'recover', 'cancel'));
