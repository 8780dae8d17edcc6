-- What AI found for the step of `chat.ai.reply` that the entry records, and under which id it is said: written
-- with the entry, so that who plays the turn again after a crash says it with its reasons. It goes once it is said.
alter table journal add column reply bytea;

comment on column journal.reply is 'personal; purpose: conversation; retention: conversation; subject: contact';
