import { type AiSpent, AppError, type Evaluation, type Id, TOGETHER_MAX } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { TRIED } from './evaluation.ts'

const ACTOR = actorSql('e')
// All that waits of a source may be a thousand: of a hundred evaluations nobody reads that.
const NAMED = {
  ids: `(${TRIED.ids})[1:${TOGETHER_MAX}]`,
  versions: `(${TRIED.versions})[1:${TOGETHER_MAX}]`,
}
const SELECT = `
  select e.id, e.set_id as "setId", e.set_name as "setName", e.status,
    e.stopped_reason as "stoppedReason", e.cause,
    e.draft, ${NAMED.ids} as ids, ${NAMED.versions} as versions, t.titles,
    greatest(cardinality(${TRIED.ids}) - ${TOGETHER_MAX}, 0) as "moreArticles",
    s.id as "sourceId", s.settings as "sourceSettings",
    e.org_version as "orgVersion", e.knowledge, e.plays, e.cases, e.passed,
      e.created_at as "createdAt",
    e.ended_at as "endedAt", p.played, p."notPlayed",
    p.steps, p.seconds, p.tokens, p."microUsd", p.unknown, ${ACTOR.columns}
  from evaluation e
  ${ACTOR.joins}
  left join source s on s.org_id = e.org_id and s.id = e.source_id
  cross join lateral (
    select array_agg(v.title order by a.nth) as titles
    from unnest(${NAMED.ids}, ${NAMED.versions}) with ordinality as a (article_id, version, nth)
    join article_version v
      on v.org_id = e.org_id and v.article_id = a.article_id and v.version = a.version) t
  cross join lateral (
    select count(*)::int as played, (count(*) filter (where not is_played))::int as "notPlayed",
      coalesce(sum(steps), 0)::float8 as steps,
      coalesce(sum(latency_ms), 0)::float8 / 1000 as seconds, coalesce(sum(tokens), 0)::float8 as tokens,
      coalesce(sum(micro_usd), 0)::float8 as "microUsd", coalesce(sum(unknown), 0)::float8 as unknown
    from evaluation_play where org_id = e.org_id and evaluation_id = e.id) p`
const GET = statement(`${SELECT} where e.org_id = $1 and e.id = $2`)
const LIST = statement(`
  ${SELECT} where e.org_id = $1 and ($2::uuid is null or e.set_id = $2) order by e.id desc limit 100`)
// Ids grow with time.
const LAST = statement(`
  ${SELECT} where e.org_id = $1 and e.id in (
    select max(id::text)::uuid from evaluation where org_id = $1 and set_id = any ($2::uuid[])
      group by set_id)`)

type Row = Omit<Evaluation, 'articles' | 'source' | 'spent' | 'by' | 'createdAt' | 'endedAt'> &
  AiSpent &
  ActorRow & {
    ids: Id[]
    versions: number[]
    titles: Buffer[] | null
    sourceId: Id | null
    sourceSettings: Buffer | null
    createdAt: Date
    endedAt: Date | null
  }

/** @throws AppError `not_found` */
export async function getEvaluation(tx: OrgTx, id: Id): Promise<Evaluation> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, id])
  if (!rows[0]) throw new AppError('not_found', 'There is no such evaluation.')
  return toEvaluation(rows[0])
}

/** The last hundred, of one set or of all, the newest first. */
export async function listEvaluations(tx: OrgTx, setId: Id | null): Promise<Evaluation[]> {
  const { rows } = await tx.query<Row>(LIST, [tx.orgId, setId])
  return rows.map(toEvaluation)
}

/** The newest of each of these sets. */
export async function lastOfSets(tx: OrgTx, setIds: readonly Id[]): Promise<Map<Id, Evaluation>> {
  const { rows } = await tx.query<Row>(LAST, [tx.orgId, setIds])
  return new Map(rows.map((row) => [row.setId, toEvaluation(row)]))
}

function nameOf(settings: Buffer): string {
  return decode<{ name: string }>(settings).name
}

function toEvaluation(row: Row): Evaluation {
  const { memberName, apiKeyName, steps, seconds, tokens, microUsd, unknown, ...others } = row
  const { ids, versions, titles, sourceId, sourceSettings, ...rest } = others
  return {
    ...rest,
    source: sourceId && sourceSettings ? { id: sourceId, name: nameOf(sourceSettings) } : null,
    articles: (titles ?? []).map((title, at) => ({
      ...{ id: ids[at] ?? '', version: versions[at] ?? 0, title: decode<string>(title) },
    })),
    spent: { steps, seconds, tokens, microUsd, unknown },
    by: toActor({ memberName, apiKeyName }),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
