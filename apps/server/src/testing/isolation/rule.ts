import { GLOBAL_TABLES, INGRESS_TABLES, SCHEMAS, sqlArray } from './planes.ts'

/** A law of the schema: a query that names what breaks it, one row a sinner. */
export type Rule = { title: string; sinners: string }

/** What a rule's query may read from. `org_table` and `key_column` are the org plane's. */
export const RULE_SOURCES = `
  own_schema as (
    select oid, nspname as name, nspowner as owner, nspacl as acl from pg_namespace
    where nspname <> 'information_schema' and nspname !~ '^pg_'
  ),
  relation as (
    select c.oid, s.name as schema, c.relname as name, c.relkind as kind, c.relowner as owner,
           c.relacl as acl, c.reloptions as options, c.relrowsecurity as secured,
           c.relforcerowsecurity as forced
    from pg_class c join own_schema s on s.oid = c.relnamespace
  ),
  org_table as (
    select * from relation where schema = 'public' and kind in ('r', 'p')
      and name <> all (${sqlArray([...GLOBAL_TABLES, ...INGRESS_TABLES])})
  ),
  org_column as (
    select t.oid as table_oid, a.attnum, a.attnotnull, a.atttypid from org_table t
    join pg_attribute a on a.attrelid = t.oid and a.attname = 'org_id' and not a.attisdropped
  ),
  definer as (
    select p.*, p.oid::regprocedure::text as signature from pg_proc p
    join own_schema s on s.oid = p.pronamespace where p.prosecdef
  )`

export const KNOWN_SCHEMAS = sqlArray(SCHEMAS)
