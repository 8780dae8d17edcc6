/**
 * What became of the messages of an inbox's templates, day by day. What a platform or a contact says of a
 * message comes within days, so a day that has been over for longer is counted once and kept; the younger
 * ones are counted each time somebody asks. No message that is sent has to write anything.
 */
import { AppError, type Id, type TemplateCounts, type TemplateFigures } from '@hilo/protocol'
import { decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { DeliveryFailure } from '../delivery/delivery.ts'

/** Meta repeats what it could not tell for seven days. */
const MOVES_MS = 8 * 86_400_000

const DAYS = statement(`
  select g.day::date::text as day, g.day at time zone o.time_zone as "beganAt",
         (g.day + interval '1 day') at time zone o.time_zone as "endsAt", o.time_zone as "timeZone", t.digest
  from inbox i join org o on o.id = i.org_id
  cross join lateral (select date_trunc('day', now() at time zone o.time_zone) as today) n
  cross join lateral generate_series(
    n.today - ($3::int - 1) * interval '1 day', n.today, interval '1 day') as g (day)
  left join template_day t on t.org_id = $1 and t.inbox_id = $2
    and t.began_at = g.day at time zone o.time_zone
  where i.org_id = $1 and i.id = $2 order by g.day`)
const OF_TEMPLATES = `
  d.org_id = $1 and d.inbox_id = $2 and d.created_at >= $3 and d.template_name is not null`
const COUNT = statement(`
  select d.template_name as name, d.template_language as language,
         date_trunc('day', d.created_at, $4) as "beganAt", d.status, d.price_currency as currency,
         count(*)::int as count, count(*) filter (where c.last_in_seq > d.seq)::int as replied,
         coalesce(sum(d.price), 0)::float8 as price
  from delivery d join conversation c on c.org_id = d.org_id and c.id = d.conversation_id
  where ${OF_TEMPLATES} group by 1, 2, 3, 4, 5`)
const FAILURES = statement(`
  select d.template_name as name, d.template_language as language,
         date_trunc('day', d.created_at, $4) as "beganAt", d.failure, count(*)::int as count
  from delivery d where ${OF_TEMPLATES} and d.status = 'failed' group by 1, 2, 3, 4`)
const KEEP = statement(`
  insert into template_day (org_id, inbox_id, began_at, digest)
  select $1, $2, d.* from unnest($3::timestamptz[], $4::bytea[]) as d
  on conflict (org_id, inbox_id, began_at) do nothing`)

/** What a day comes to for one template. */
export type TemplateDay = Omit<TemplateFigures, 'total' | 'days'> & { counts: TemplateCounts }
export type FigureDay = { day: string; beganAt: Date; templates: TemplateDay[] }

type DayRow = { day: string; beganAt: Date; endsAt: Date; timeZone: string; digest: Buffer | null }
type Of = { name: string; language: string; beganAt: Date }
type Row = Of & { status: string; currency: string | null; count: number; replied: number; price: number }
type FailureRow = Of & { failure: Buffer | null; count: number }

/** The last so many days at the org's place, today included. @throws AppError `not_found` */
export async function readFigureDays(
  tx: OrgTx,
  { inboxId, days }: { inboxId: Id; days: number },
): Promise<FigureDay[]> {
  const { rows } = await tx.query<DayRow>(DAYS, [tx.orgId, inboxId, days])
  const open = rows.filter(({ digest }) => digest === null)
  const [first] = open
  if (!rows[0] || !first) throw new AppError('not_found', 'There is no such inbox.')
  const from = [tx.orgId, inboxId, first.beganAt, first.timeZone]
  const { rows: counts } = await tx.query<Row>(COUNT, from)
  const { rows: failures } = await tx.query<FailureRow>(FAILURES, from)
  const made = digestsOf(counts, failures)
  await keep(
    tx,
    inboxId,
    open.filter(({ endsAt }) => endsAt.getTime() < Date.now() - MOVES_MS).map((day) => ({ day, made })),
  )
  return rows.map(({ day, beganAt, digest }) => ({
    ...{ day, beganAt },
    templates: decodeOrNull<TemplateDay[]>(digest) ?? made.get(beganAt.getTime()) ?? [],
  }))
}

type Made = ReadonlyMap<number, TemplateDay[]>

async function keep(tx: OrgTx, inboxId: Id, over: readonly { day: DayRow; made: Made }[]): Promise<void> {
  if (over.length === 0) return
  await tx.query(KEEP, [
    ...[tx.orgId, inboxId, over.map(({ day }) => day.beganAt)],
    over.map(({ day, made }) => encode(made.get(day.beganAt.getTime()) ?? [])),
  ])
}

function digestsOf(counts: readonly Row[], failures: readonly FailureRow[]): Made {
  const failed = Map.groupBy(failures, keyOf)
  const made = new Map<number, TemplateDay[]>()
  for (const [key, rows] of Map.groupBy(counts, keyOf)) {
    const [{ name, language, beganAt }] = rows as [Row]
    const ms = beganAt.getTime()
    const of = { name, language, ...digestOf(rows, failed.get(key) ?? []) }
    made.set(ms, [...(made.get(ms) ?? []), of])
  }
  return made
}

function keyOf({ name, language, beganAt }: Of): string {
  return `${name} ${language} ${beganAt.getTime()}`
}

function digestOf(
  rows: readonly Row[],
  failures: readonly FailureRow[],
): Omit<TemplateDay, 'name' | 'language'> {
  const delivered = rows.filter(({ status }) => HAS_BEEN.delivered.has(status))
  const priced = Map.groupBy(delivered, ({ currency }) => currency)
  return {
    counts: countsOf(rows),
    failures: failures.map(({ failure, count }) => ({
      ...{ code: decodeOrNull<DeliveryFailure>(failure)?.code ?? 'unknown', count },
    })),
    prices: [...priced].flatMap(([currency, own]) =>
      currency === null ? [] : [{ currency, amount: sum(own.map(({ price }) => price)) }],
    ),
    unpriced: sum((priced.get(null) ?? []).map(({ count }) => count)),
  }
}

/** A status is told of the furthest that a message came: what was read was delivered. */
const HAS_BEEN = {
  sent: new Set(['accepted', 'sent', 'delivered', 'read']),
  delivered: new Set(['delivered', 'read']),
  read: new Set(['read']),
  failed: new Set(['failed']),
}

function countsOf(rows: readonly Row[]): TemplateCounts {
  const at = (has: ReadonlySet<string>) =>
    sum(rows.filter(({ status }) => has.has(status)).map(({ count }) => count))
  const { sent, delivered, read, failed } = HAS_BEEN
  return {
    ...{ sent: at(sent), delivered: at(delivered), read: at(read), failed: at(failed) },
    replied: sum(rows.map(({ replied }) => replied)),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
