import { type Cost, costOf, type PriceLists, type Usage } from '@hilo/ai'
import { type Id, newId } from '@hilo/protocol'
import { type OverBudget, openCall } from '../domain/ai-call/open.ts'
import { settleCall } from '../domain/ai-call/settle.ts'
import type { AttemptEnd } from './attempt.ts'
import { type Failure, failed } from './fault.ts'
import type { Job } from './job.ts'
import type { Target } from './target.ts'

/** A call that is in the ledger, and has to be settled whatever happens. */
export type Meter = {
  settle(end: Omit<AttemptEnd, 'outcome'> & { outcome: { type: 'done' } | Failure }): Promise<void>
}

type Reserve = Pick<Usage, 'inputTokens' | 'outputTokens' | 'audioSeconds'> & { model: string }

/** Writes a call into the ledger before it is made; a budget without room refuses it. */
export async function openMeter(job: Job, target: Target, reserve: Reserve): Promise<Meter | Failure> {
  const { db, orgId, place } = job
  const id = newId()
  const used: Usage = { ...reserve, cachedTokens: 0, reasoningTokens: 0, source: 'estimated' }
  const { microUsd } = costOf(used, { list: target.list, own: target.own, model: reserve.model })
  const call = { ...place, ...reserve, id, provider: target.name, microUsd }
  const over = await db.withOrg(orgId, (tx) => openCall(tx, call))
  if (over) return failed('budget', wordsOf(over, reserve.model))
  const startedAt = performance.now()
  return { settle: (end) => settle(job, target, { id, startedAt, asked: reserve.model, end }) }
}

type Settle = { id: Id; startedAt: number; asked: string; end: Parameters<Meter['settle']>[0] }

/** What cannot be written stays in the ledger with the most that it may have come to. */
async function settle(job: Job, { list, own }: Target, { id, startedAt, asked, end }: Settle): Promise<void> {
  const { outcome, usage, requestId, firstTokenAt } = end
  const model = named(end.model) ?? asked
  const since = (at: number) => Math.max(0, Math.round(at - startedAt))
  try {
    await settleCall(job.db, job.orgId, {
      ...{
        id,
        fault: outcome.type === 'failed' ? outcome.fault : null,
        model,
        requestId: named(requestId),
        usage,
      },
      ...billed(usage, { list, own }, { named: model, asked }),
      firstTokenMs: firstTokenAt === null ? null : since(firstTokenAt),
      latencyMs: since(performance.now()),
    })
  } catch (error) {
    job.log.error({ orgId: job.orgId, callId: id, error: String(error) }, 'a call of a model was not settled')
  }
}

type Names = { named: string; asked: string }

/** A name that stands on no list is another word for what was asked for: else no cap would count it. */
function billed(usage: Usage, lists: PriceLists, { named: model, asked }: Names): Cost {
  const cost = costOf(usage, { ...lists, model })
  return cost.microUsd === null ? costOf(usage, { ...lists, model: asked }) : cost
}

const NAME_MAX = 200
const CONTROLS = /\p{Cc}/gu

/** A provider may name things as it likes, but not so that the name cannot be stored. */
function named(name: string | null): string | null {
  return name?.toWellFormed().replaceAll(CONTROLS, '').slice(0, NAME_MAX) || null
}

const UNITS = { steps: 'calls', seconds: 'seconds', tokens: 'tokens', microUsd: 'micro-dollars' }
const SCOPES = { reply: 'this reply', conversation: 'this conversation', day: 'today', org: 'this month' }

function wordsOf({ scope, of, cap, spent, isUnpriced }: OverBudget, model: string): string {
  const money = `the cap on the money of ${SCOPES[scope]}`
  if (isUnpriced) {
    return `What ${model} costs is not known, so ${money} cannot hold it: set its price under Providers.`
  }
  return `The budget of ${SCOPES[scope]} has no room: ${spent} of ${cap} ${UNITS[of]} are used.`
}
