-- How many of the attempts were none of the message's: the platform answered nobody, or slowed the whole account
-- down. `attempts` also tells a late owner from the one that holds the delivery, so it only ever grows.
alter table delivery add column held int not null default 0;
