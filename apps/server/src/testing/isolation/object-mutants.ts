import type { Mutant } from './mutant.ts'
import { ORG_CONDITION } from './planes.ts'

const DUE = 'due(uuid[], int)'
const DEFINER = "a function with its owner's rights gives out ids only and fixes its search path"
const REVIEWED = "every function with its owner's rights was reviewed"
const VIEWS = 'views see what their reader may see'

const SECURED = `
  alter table stray enable row level security;
  alter table stray force row level security;
  create policy org on stray using ${ORG_CONDITION} with check ${ORG_CONDITION}`

/** Things that appear beside the tables, and tables that appear without their rules. */
export const OBJECT_MUTANTS: Mutant[] = [
  {
    name: 'a new table without an org',
    sql: 'create table stray (id uuid primary key)',
    ...{ rule: 'org_id is a uuid and never null', sinner: 'stray' },
  },
  {
    name: 'a new table whose org may be null',
    sql: `create table stray (org_id uuid, id uuid); ${SECURED}`,
    ...{ rule: 'org_id is a uuid and never null', sinner: 'stray' },
  },
  {
    name: 'a new table whose org is a text',
    sql: 'create table stray (org_id text not null, id uuid, primary key (org_id, id))',
    ...{ rule: 'org_id is a uuid and never null', sinner: 'stray' },
  },
  {
    name: 'a new table without a primary key',
    sql: `create table stray (org_id uuid not null); ${SECURED}`,
    ...{ rule: 'there is a primary key', sinner: 'stray' },
  },
  {
    name: 'a new table without row-level security',
    sql: 'create table stray (org_id uuid not null, id uuid not null, primary key (org_id, id))',
    ...{ rule: 'row-level security is enabled', sinner: 'stray' },
  },
  {
    name: 'org_id in the second place of a key',
    sql: `create table stray (org_id uuid not null, id uuid, primary key (id, org_id)); ${SECURED}`,
    ...{ rule: 'every unique key begins with org_id', sinner: 'stray.stray_pkey' },
  },
  {
    name: 'a "due" policy on a table that "due" does not read',
    sql: 'create policy due on contact for select to hilo_migrator using (true)',
    rule: 'no other policy lets anyone in, but "due" its owner, to look at what that function reads',
    sinner: 'contact.due',
  },
  {
    name: 'a global table that refers to the org plane',
    sql: 'alter table directory add foreign key (org_id, inbox_id) references inbox (org_id, id)',
    ...{ rule: 'nothing outside the org plane refers to it', sinner: 'directory.' },
  },
  {
    name: 'a tag without a retention',
    sql: `comment on column message.content is 'personal; purpose: conversation'`,
    ...{ rule: 'every column tag has its purpose, retention and subject', sinner: 'message.content' },
  },
  {
    name: 'a schema nobody knows',
    sql: 'create schema elsewhere',
    ...{ rule: 'there is no schema but the known ones', sinner: 'elsewhere' },
  },
  {
    name: 'an enum',
    sql: `create type mood as enum ('good', 'bad')`,
    ...{ rule: 'there are no enums', sinner: 'mood' },
  },
  {
    name: 'a trigger',
    sql: `create trigger touch before update on message
          for each row execute function suppress_redundant_updates_trigger()`,
    ...{ rule: 'there are no triggers', sinner: 'message.touch' },
  },
  {
    name: 'a rewrite rule',
    sql: 'create rule quiet as on delete to note do instead nothing',
    ...{ rule: 'there are no rewrite rules', sinner: 'note.quiet' },
  },
  {
    name: 'a sequence',
    sql: 'create sequence ticket',
    ...{ rule: 'there are no sequences', sinner: 'ticket' },
  },
  {
    name: 'an identity column',
    sql: 'alter table job add column number bigint generated always as identity',
    ...{ rule: 'there are no sequences', sinner: 'job_number_seq' },
  },
  {
    name: 'a materialised view',
    sql: 'create materialized view report as select org_id, count(*) from message group by org_id',
    ...{ rule: 'there are no materialised views and no foreign tables', sinner: 'report' },
  },
  {
    name: 'a view of the superuser',
    sql: 'create view open_message as select * from message',
    ...{ rule: VIEWS, sinner: 'open_message' },
  },
  {
    name: 'a view of the migrator',
    sql: 'create view open_message as select * from message; alter view open_message owner to hilo_migrator',
    ...{ rule: VIEWS, sinner: 'open_message' },
  },
  {
    name: 'a publication',
    sql: 'create publication leak for table message',
    ...{ rule: 'nothing is published to another server', sinner: 'leak' },
  },
  {
    name: "another function with its owner's rights",
    sql: `create function peek() returns bigint
          language sql security definer as 'select count(*) from message'`,
    ...{ rule: REVIEWED, sinner: 'peek()' },
  },
  {
    name: '"due" with more arguments',
    sql: `create function due(living uuid[], most int, secret text)
          returns table (kind text, org_id uuid, id uuid)
          language sql security definer as 'select null::text, null::uuid, null::uuid'`,
    ...{ rule: REVIEWED, sinner: 'due(uuid[],integer,text)' },
  },
  {
    name: '"due" that gives out content',
    sql: `drop function ${DUE};
          create function due(living uuid[], most int)
          returns table (kind text, org_id uuid, id uuid, payload bytea)
          language sql security definer set search_path = pg_catalog, public
          as 'select ''job'', org_id, id, payload from public.job'`,
    ...{ rule: DEFINER, sinner: 'due' },
  },
  {
    name: '"due" with a search path of its caller',
    sql: `alter function ${DUE} reset search_path`,
    ...{ rule: DEFINER, sinner: 'due' },
  },
  {
    name: 'no "due"',
    sql: `drop function ${DUE}`,
    ...{ rule: DEFINER, sinner: 'due' },
  },
]
