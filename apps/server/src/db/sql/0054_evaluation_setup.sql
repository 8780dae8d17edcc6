-- A mark of the models, the search by meaning and the tools that an evaluation is played with; null: it began before
-- that was kept.
alter table evaluation add column setup bytea;
comment on column evaluation.setup is 'none';
