-- Who let a version answer first; null: an import did, or it was before this was kept.
alter table article_version add column published_member_id uuid;
alter table article_version add column published_api_key_id uuid;
alter table article_version add foreign key (org_id, published_member_id) references member (org_id, id);
alter table article_version add foreign key (org_id, published_api_key_id) references api_key (org_id, id);
