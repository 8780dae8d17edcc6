-- Until when a file that was uploaded to be sent may wait for its message. Null as soon as a message carries it;
-- what nobody sent by then is removed.
alter table media add column unsent_until timestamptz;
