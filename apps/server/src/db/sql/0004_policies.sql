-- The context as a plain expression. As a subquery it was planned and run once a table and statement, which
-- was a sixth of what the database did; as an expression it is part of the search in the index.
do $$
declare
  name text;
begin
  for name in select tablename from pg_policies where schemaname = 'public' and policyname = 'org' loop
    execute format(
      'alter policy org on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)
       with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  end loop;
end $$;
