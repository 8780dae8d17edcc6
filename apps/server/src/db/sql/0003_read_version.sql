-- The version in which the visitor read an outbound message of the widget; other channels have deliveries for that.
alter table message add column read_version int;
create index message_read on message (org_id, conversation_id, read_version) where read_version is not null;
