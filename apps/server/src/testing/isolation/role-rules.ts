import { APP_ROLE, INGRESS_ROLE, INGRESS_TABLES, MIGRATOR_TABLES, sqlArray, sqlText } from './planes.ts'
import type { Rule } from './rule.ts'

const APP = `${sqlText(APP_ROLE)}::regrole`
const INGRESS = `${sqlText(INGRESS_ROLE)}::regrole`
const ROLES = sqlArray([APP_ROLE, INGRESS_ROLE])
const ROLE_OIDS = `array[${APP}, ${INGRESS}]::oid[]`
const READ_AND_WRITE = sqlArray(['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
const HERE = '(select oid from pg_database where datname = current_database())'

/** Who may do what: the server's two roles have exactly what they need and no way to more. */
export const ROLE_RULES: Rule[] = [
  {
    title: 'grants are no wider than they have to be',
    sinners: `
      select r.name || ' to ' || case a.grantee when 0 then 'public' else a.grantee::regrole::text end
      from relation r, aclexplode(r.acl) a
      where r.kind <> 'i' and a.grantee <> r.owner and (
        a.is_grantable or a.privilege_type <> all (${READ_AND_WRITE}) or not case a.grantee
          when ${APP} then r.name <> all (${sqlArray([...INGRESS_TABLES, ...MIGRATOR_TABLES])})
          when ${INGRESS} then r.schema = 'public' and r.name = any (${sqlArray(INGRESS_TABLES)})
          else false end)`,
  },
  {
    title: 'nothing is granted on single columns or in advance',
    sinners: `
      select r.name || '.' || a.attname from relation r join pg_attribute a on a.attrelid = r.oid
      where a.attacl is not null
      union all select 'future ' || defaclobjtype::text from pg_default_acl`,
  },
  {
    title: 'only owners create',
    sinners: `
      select s.name || ' to ' || case a.grantee when 0 then 'public' else a.grantee::regrole::text end
      from own_schema s, aclexplode(s.acl) a where a.privilege_type = 'CREATE' and a.grantee <> s.owner
      union all
      select 'database to ' || role from unnest(${ROLES}) role
      where has_database_privilege(role, current_database(), 'create')`,
  },
  {
    title: "only the app may call a function with its owner's rights",
    sinners: `
      select d.signature from definer d, aclexplode(coalesce(d.proacl, acldefault('f', d.proowner))) a
      where a.grantee not in (d.proowner, ${APP}) or a.is_grantable`,
  },
  {
    title: 'roles cannot pass policies',
    sinners: `
      select role from unnest(${ROLES}) role left join pg_roles r on r.rolname = role
      where r.oid is null or r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
        or r.rolreplication`,
  },
  {
    title: 'roles belong to no other role',
    sinners: `
      select member::regrole || ' in ' || roleid::regrole from pg_auth_members
      where member = any (${ROLE_OIDS})`,
  },
  {
    title: 'roles own nothing',
    sinners: `
      select refobjid::regrole || ' ' || pg_describe_object(classid, objid, objsubid) from pg_shdepend
      where deptype = 'o' and refobjid = any (${ROLE_OIDS}) and dbid in (0, ${HERE})`,
  },
  {
    title: 'roles carry no settings',
    sinners: `
      select coalesce(nullif(setrole, 0)::regrole::text, 'database') || ' ' || setconfig::text
      from pg_db_role_setting
      where setrole = any (${ROLE_OIDS}) or (setrole = 0 and setdatabase = ${HERE})`,
  },
  {
    title: 'owners cannot pass policies either',
    sinners: `
      select o.name from (
        select name, owner from relation where kind in ('r', 'p', 'v', 'm')
        union all select signature, proowner from definer
      ) o join pg_roles r on r.oid = o.owner where r.rolsuper or r.rolbypassrls`,
  },
]
