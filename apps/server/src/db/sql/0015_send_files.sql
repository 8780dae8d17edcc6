-- A file that was uploaded to be sent: the name it had, and until when it may wait for its message. Null as soon as
-- a message carries it; what nobody sent by then is removed.
alter table media
  add column if not exists filename bytea,
  add column unsent_until timestamptz;
comment on column media.filename is 'personal; purpose: conversation; retention: conversation; subject: contact';
