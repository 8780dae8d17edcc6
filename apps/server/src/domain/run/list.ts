import {
  AppError,
  assert,
  type ChannelType,
  type Id,
  type ListedRun,
  type RunFailure,
  type RunStatus,
  type Stopped,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Statement, statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'
import { type Figure, runsBehind } from '../metrics/behind.ts'
import { versionIdsOf } from '../metrics/scope.ts'
import { endIdAt, firstIdAt } from './ids-between.ts'
import { RUN_COLUMNS, RUN_FROM, type RunRow, toRun } from './view.ts'

/**
 * The runs of all conversations, newest first, and how many there are of each status.
 *
 * The order is that of the ids, which begin with their time, so no index has to know it. What is content (a
 * contact's name, a failure) passes through the codec and cannot be searched by the database: those filters
 * look through a bounded number of runs here, and the page says where to go on.
 */
export type RunFilter = {
  backendId?: Id | undefined
  version?: string | undefined
  status?: RunStatus | undefined
  code?: string | undefined
  contactId?: Id | undefined
  contact?: string | undefined
  since?: string | undefined
  until?: string | undefined
  outcome?: string | undefined
  reason?: string | undefined
  question?: string | undefined
  stopped?: Stopped | undefined
  abandonedAfterHours?: number
  cursor?: Id | undefined
  limit: number
}

const STATUSES: readonly RunStatus[] = ['running', 'waiting', 'done', 'failed', 'cancelled']
/** How many runs one page looks through, in as many questions as it takes. */
const LOOKED_THROUGH_MAX = 4_000
const BATCH = 400

// One statement for each form: plans are generic, and an index for one status is only found by its name.
const LISTS = new Map<string, Statement>()

const LISTED = `
  select ${RUN_COLUMNS}, t.id as "contactId", t.profile, i.id as "inboxId", i.name as "inboxName", i.channel
  ${RUN_FROM}
  join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
  join contact t on t.org_id = c.org_id and t.id = c.contact_id
  join inbox i on i.org_id = c.org_id and i.id = c.inbox_id`
const MEASURED = statement(`${LISTED} where r.org_id = $1 and r.id = any ($2::uuid[]) order by r.id desc`)

function listOf(status: RunStatus | undefined, byContact: boolean): Statement {
  const key = `${status} ${byContact}`
  const known = LISTS.get(key)
  if (known) return known
  const made = statement(`
    ${LISTED}
    where r.org_id = $1 and ($2::uuid is null or r.id < $2) and ($3::uuid is null or r.id >= $3)
      and ($4::timestamptz is null or r.started_at >= $4)
      and ($5::timestamptz is null or r.started_at < $5)
      and ($6::uuid is null or r.backend_id = $6) and ($7::text is null or left(v.hash, length($7)) = $7)
      ${status ? `and r.status = '${status}'` : ''}
      ${byContact ? 'and c.contact_id = $9' : 'and $9::uuid is null'}
    order by r.id desc limit $8`)
  LISTS.set(key, made)
  return made
}

type Row = RunRow & {
  contactId: Id
  profile: Buffer
  inboxId: Id
  inboxName: string
  channel: ChannelType
}

/** A page of runs. It may be short while `next` tells that there is more to look through. */
export async function searchRuns(
  tx: OrgTx,
  filter: RunFilter,
): Promise<{ runs: ListedRun[]; next: Id | null }> {
  const { code, status, outcome, contact } = filter
  const figure = figureOf(filter)
  if (figure) return searchMeasured(tx, filter, figure)
  if (code && status && status !== 'failed') return { runs: [], next: null }
  if (outcome !== undefined && (code || (status && status !== 'done'))) return { runs: [], next: null }
  const looksInside = [code, contact, outcome].some((each) => each !== undefined)
  const batch = looksInside ? BATCH : filter.limit + 1
  const found: Row[] = []
  let cursor = filter.cursor ?? null
  for (let looked = 0; looked < LOOKED_THROUGH_MAX; looked += batch) {
    const rows = await readBatch(tx, filter, { cursor, batch })
    for (const row of rows) {
      if (!matches(row, filter)) continue
      if (found.length === filter.limit) return page(found, found.at(-1)?.id ?? null)
      found.push(row)
    }
    if (rows.length < batch) return page(found, null)
    cursor = rows.at(-1)?.id ?? null
  }
  return page(found, cursor)
}

const page = (rows: readonly Row[], next: Id | null) => ({ runs: rows.map(toListed), next })

async function readBatch(
  tx: OrgTx,
  filter: RunFilter,
  { cursor, batch }: { cursor: Id | null; batch: number },
): Promise<Row[]> {
  const { since, until, code, outcome, contactId } = filter
  const end = [cursor, until ? endIdAt(Date.parse(until)) : null].filter((id) => id !== null)
  const status = code ? 'failed' : outcome === undefined ? filter.status : 'done'
  const { rows } = await tx.query<Row>(listOf(status, contactId !== undefined), [
    tx.orgId,
    end.toSorted()[0] ?? null,
    since ? firstIdAt(Date.parse(since)) : null,
    since ?? null,
    until ?? null,
    filter.backendId ?? null,
    filter.version ?? null,
    batch,
    contactId ?? null,
  ])
  return rows
}

/**
 * The runs behind a figure of the metrics; what else narrows the list is looked for among them.
 *
 * @throws AppError `invalid_request` when the figure is not told whole.
 */
async function searchMeasured(
  tx: OrgTx,
  filter: RunFilter,
  figure: Figure,
): Promise<{ runs: ListedRun[]; next: Id | null }> {
  const { backendId, version, since, until, cursor, limit } = filter
  if (!backendId || !since || !until || (filter.question !== undefined && filter.reason !== undefined)) {
    throw new AppError(
      'invalid_request',
      'The filters question and reason need backendId, since and until, and exclude each other.',
    )
  }
  const versionIds = version === undefined ? null : await versionIdsOf(tx, backendId, version)
  const ask = { backendId, versionIds, since, until }
  const { ids, next } = await runsBehind(tx, figure, { ask, before: cursor ?? null, limit })
  const { rows } = await tx.query<Row>(MEASURED, [tx.orgId, ids])
  const runs = rows.filter((row) => matches(row, filter))
  return page(runs, next)
}

/** The figure of the metrics that a filter is about, if it is. */
function figureOf({ question, reason, stopped, abandonedAfterHours = 24 }: RunFilter): Figure | null {
  if (question !== undefined) return { question, stopped, abandonedAfterHours }
  return reason === undefined ? null : { reason }
}

function matches(row: Row, { status, code, contact, contactId, outcome }: RunFilter): boolean {
  const { failure, profile } = row
  if ((status && row.status !== status) || (contactId && row.contactId !== contactId)) return false
  if (outcome !== undefined && (row.status !== 'done' || decodeOrNull(row.outcome) !== outcome)) return false
  if (code && decodeOrNull<RunFailure>(failure)?.code !== code) return false
  return !contact || beginsWith(decode<Profile>(profile).name ?? '', contact)
}

/** Whether a name, or one of its words, begins so; accents and case do not matter. */
function beginsWith(name: string, beginning: string): boolean {
  const [hay, needle] = [plain(name), plain(beginning)]
  return hay.startsWith(needle) || hay.includes(` ${needle}`)
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function toListed(row: Row): ListedRun {
  return {
    ...toRun(row),
    contact: { id: row.contactId, name: decode<Profile>(row.profile).name ?? null },
    inbox: { id: row.inboxId, name: row.inboxName, channel: row.channel },
  }
}

/** Counting stops here: nobody reads more digits, and an org may have millions of runs. */
const COUNT_MAX = 1_000
const COUNT = statement(
  `select ${STATUSES.map(
    (status) => `
  (select count(*)::int from (select from run where org_id = $1 and status = '${status}'
    order by id desc limit ${COUNT_MAX}) as ${status}) as ${status}`,
  ).join()}`,
)

export async function countRuns(tx: OrgTx): Promise<{ counts: Record<RunStatus, number>; most: number }> {
  const { rows } = await tx.query<Record<RunStatus, number>>(COUNT, [tx.orgId])
  const [counts] = rows
  assert(counts, 'A count without groups has one row.')
  return { counts, most: COUNT_MAX }
}
