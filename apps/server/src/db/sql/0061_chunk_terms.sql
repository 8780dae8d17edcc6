-- By which version of the words' forms a chunk is found. A new one of them is told to each org once, and its chunks are
-- brought to it in the background.
alter table chunk add column indexed_as int not null default 0;
create index chunk_indexed_as on chunk (org_id, indexed_as) where no is not null;
alter table org add column indexed_as int not null default 0;
