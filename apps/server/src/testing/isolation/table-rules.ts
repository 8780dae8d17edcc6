import { ORG_CONDITION, sqlText } from './planes.ts'
import type { Rule } from './rule.ts'

/** What every org-owned table must be: DESIGN's data rules 1 and 2, column tags included. */
export const TABLE_RULES: Rule[] = [
  {
    title: 'org_id is a uuid and never null',
    sinners: `
      select t.name from org_table t left join org_column c on c.table_oid = t.oid
      where c.attnum is null or not c.attnotnull or c.atttypid <> 'uuid'::regtype`,
  },
  {
    title: 'row-level security is enabled',
    sinners: 'select name from org_table where not secured',
  },
  {
    title: 'row-level security is forced',
    sinners: 'select name from org_table where not forced',
  },
  {
    title: 'the policy of the org says what it has to say',
    sinners: `
      select t.name from org_table t left join pg_policy p on p.polrelid = t.oid and p.polname = 'org'
      where p.oid is null or p.polcmd <> '*' or not p.polpermissive or p.polroles <> '{0}'
        or pg_get_expr(p.polqual, t.oid) is distinct from ${sqlText(ORG_CONDITION)}
        or pg_get_expr(p.polwithcheck, t.oid) is distinct from ${sqlText(ORG_CONDITION)}`,
  },
  {
    title: 'no other policy lets anyone in, but "due" its owner, to look at what that function reads',
    sinners: `
      select t.name || '.' || p.polname from org_table t join pg_policy p on p.polrelid = t.oid
      where p.polname <> 'org' and not (
        p.polname = 'due' and p.polcmd = 'r' and p.polroles = array[t.owner] and p.polwithcheck is null
        and exists (select from definer d
                    where d.proname = 'due' and d.prosrc ~ ('\\mpublic\\.' || t.name || '\\M')))`,
  },
  {
    title: 'there is a primary key',
    sinners: `
      select t.name from org_table t
      where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  },
  {
    title: 'every unique key begins with org_id',
    sinners: `
      select t.name || '.' || i.indexrelid::regclass from org_table t join pg_index i on i.indrelid = t.oid
      left join org_column c on c.table_oid = t.oid
      where (i.indisunique or i.indisexclusion) and i.indkey[0] is distinct from c.attnum`,
  },
  {
    title: 'every foreign key begins with org_id on both sides',
    sinners: `
      select t.name || '.' || k.conname from org_table t
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      left join org_column own on own.table_oid = t.oid
      left join org_column target on target.table_oid = k.confrelid
      left join pg_attribute org_key on org_key.attrelid = 'public.org'::regclass and org_key.attname = 'id'
      where own.attnum is null or k.conkey[1] <> own.attnum or case k.confrelid
        when 'public.org'::regclass then k.confkey <> array[org_key.attnum]
        else k.confkey[1] is distinct from target.attnum end`,
  },
  {
    title: 'nothing outside the org plane refers to it',
    sinners: `
      select r.name || '.' || k.conname from pg_constraint k join relation r on r.oid = k.conrelid
      where k.contype = 'f' and k.confrelid in (select oid from org_table)
        and k.conrelid not in (select oid from org_table)`,
  },
  {
    title: 'every bytea column says whether it is personal',
    sinners: `
      select r.name || '.' || a.attname from relation r
      join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      where r.kind in ('r', 'p') and a.atttypid = 'bytea'::regtype
        and col_description(r.oid, a.attnum) is null`,
  },
  {
    title: 'every column tag has its purpose, retention and subject',
    sinners: `
      select r.name || '.' || a.attname from relation r
      join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      where r.kind in ('r', 'p') and col_description(r.oid, a.attnum)
        !~ '^(none|personal; purpose: [^;]+; retention: [^;]+; subject: [^;]+)$'`,
  },
]
