-- When a contact who waits for a person was last told that one will come.
alter table conversation add column told_at timestamptz;
