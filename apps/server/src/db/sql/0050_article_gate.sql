-- In percent; null: articles are published without asking this set.
alter table test_set add column article_share_needed int;

-- The version of an article that an evaluation tries as if it were published, and the revision of the article then;
-- null: none. `draft_hash` is of its words.
alter table evaluation add column article_id uuid;
alter table evaluation add column article_version int;
alter table evaluation add column article_revision int;
alter table evaluation add foreign key (org_id, article_id) references article (org_id, id);

-- An alarm is of an inbox, or of a test set whose cases passed before something was published. One of a set at a time.
alter table alarm alter column inbox_id drop not null;
alter table alarm add column set_id uuid;
alter table alarm add foreign key (org_id, set_id) references test_set (org_id, id);
create unique index alarm_open_set on alarm (org_id, set_id) where ended_at is null;
