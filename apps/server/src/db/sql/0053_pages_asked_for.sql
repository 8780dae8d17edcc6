-- How many pages an import has asked the site for, and whether a page is one of them: whatever they came to, no more
-- than the limit of the source.
alter table source_import add column asked int not null default 0;
alter table source_page add column is_asked boolean not null default false;
-- One that runs meanwhile goes on with what it knows.
update source_import set asked = taken + unchanged + failed + gone where status = 'running';
