import { DEFINER_FUNCTIONS, sqlArray, sqlText } from './planes.ts'
import { KNOWN_SCHEMAS, type Rule } from './rule.ts'

const ALLOWED = sqlArray(DEFINER_FUNCTIONS.map(({ signature }) => signature))
const EXPECTED = DEFINER_FUNCTIONS.map(
  ({ signature, result }) => `(${sqlText(signature)}, ${sqlText(result)})`,
)

/**
 * What must not exist beside the tables, because it looks past policies or breaks on a distributed
 * PostgreSQL.
 */
export const OBJECT_RULES: Rule[] = [
  {
    title: 'there is no schema but the known ones',
    sinners: `select name from own_schema where name <> all (${KNOWN_SCHEMAS})`,
  },
  {
    title: 'there are no enums',
    sinners: `
      select t.typname from pg_type t join own_schema s on s.oid = t.typnamespace where t.typtype = 'e'`,
  },
  {
    title: 'there are no triggers',
    sinners: `
      select r.name || '.' || t.tgname from pg_trigger t join relation r on r.oid = t.tgrelid
      where not t.tgisinternal
      union all select evtname from pg_event_trigger`,
  },
  {
    title: 'there are no rewrite rules',
    sinners: `
      select r.name || '.' || w.rulename from pg_rewrite w join relation r on r.oid = w.ev_class
      where w.rulename <> '_RETURN'`,
  },
  {
    title: 'there are no sequences',
    sinners: `select name from relation where kind = 'S'`,
  },
  {
    title: 'there are no materialised views and no foreign tables',
    sinners: `select name from relation where kind in ('m', 'f')`,
  },
  {
    title: 'views see what their reader may see',
    sinners: `
      select name from relation
      where kind = 'v' and not coalesce('security_invoker=true' = any (options), false)`,
  },
  {
    title: 'nothing is published to another server',
    sinners: 'select pubname from pg_publication',
  },
  {
    title: "every function with its owner's rights was reviewed",
    sinners: `select signature from definer where signature <> all (${ALLOWED})`,
  },
  {
    title: "a function with its owner's rights gives out ids only and fixes its search path",
    sinners: `
      select e.signature from (values ${EXPECTED.join(', ')}) as e (signature, result)
      left join definer d on d.signature = e.signature
      where d.oid is null or pg_get_function_result(d.oid) <> e.result
        or not coalesce('search_path=pg_catalog, public' = any (d.proconfig), false)
        or d.prolang <> (select oid from pg_language where lanname = 'sql')`,
  },
]
