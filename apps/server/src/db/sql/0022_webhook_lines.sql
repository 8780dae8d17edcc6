-- What waits is worked off by line, which is one account of one app: a long backlog holds nobody else's, and an event
-- that tells of several accounts waits in each of their lines. '*' is the whole of an event from before there were any.
alter table webhook_pending add column line text not null default '*';
alter table webhook_pending drop constraint webhook_pending_pkey;
alter table webhook_pending add primary key (line, event_id);
-- Whose owner is dead is looked for in all of it; with this index a line was read and sorted as a whole each time.
drop index webhook_pending_owner;
comment on column webhook_pending.line is 'none';
