-- The articles that an evaluation tries as if they were published, by their ids, the version of each and the revision
-- of the article then; null: none. In place of `article_id`, `article_version` and `article_revision`, which hold
-- what was tried before.
alter table evaluation add column article_ids uuid[];
alter table evaluation add column article_versions int[];
alter table evaluation add column article_revisions int[];

-- The articles that it is played on, with their versions; null: it began before that was kept.
alter table evaluation add column articles bytea;
comment on column evaluation.articles is 'none';
