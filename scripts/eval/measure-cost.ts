import type { GenRequest, Model, ToolCall } from '@hilo/ai'
import { type AiCall, type AiSpent, type Id, newId } from '@hilo/protocol'
import { type Simulators, startSimulators } from '@hilo/simulators'
import type { Ground } from '../../apps/server/src/app.ts'
import { listCalls } from '../../apps/server/src/domain/ai-call/list.ts'
import { sumSpent } from '../../apps/server/src/domain/ai-call/sum.ts'
import { putProvider } from '../../apps/server/src/domain/ai-provider/put.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'
import type { Patience } from '../../apps/server/src/models/job.ts'
import { createModels, type Models } from '../../apps/server/src/models/models.ts'
import type { Figure } from '../bench/figure.ts'
import type { Random } from '../kill/random.ts'
import { COST_MODES, type CostMode, TOOLS, withResult } from './cost-modes.ts'

/** Drives the models of an org through every mode, and holds its ledger against the provider's own log. */

type Logged = Awaited<ReturnType<Simulators['openai']['log']>>[number]
type Stage = { ground: Ground; simulators: Simulators; models: Models; hasty: Models }

export type CostRun = { rounds: number; random: Random }

/** What was compared, and how far apart it was. */
type Books = {
  calls: number
  missing: number
  tokens: number
  money: number
  open: number
  ends: number
  day: number
}

const ACTOR = { memberId: null, apiKeyId: null }
/** Of OpenAI's page, written down here a second time: micro-USD for a million tokens. */
const PRICE = { model: 'gpt-4.1-mini', input: 400_000n, cached: 100_000n, output: 1_600_000n }
const WORDS = (
  'hola gracias envío dirección reembolso mañana São devolução preço coração order refund shipping 4711 ' +
  '2026-11-27 $19.90 info@example.com ¿cuánto? ¡sí! naïve 🍝 https://example.com/a?b=c the of and'
).split(' ')

/** A line for each mode, and one for all of it. */
export async function measureCost(ground: Ground, { rounds, random }: CostRun): Promise<Figure[]> {
  const simulators = await startSimulators()
  const models = modelsOn(ground, simulators, PATIENT)
  const hasty = modelsOn(ground, simulators, HASTY)
  const stage = { ground, simulators, models, hasty }
  const all: Books[] = []
  const figures: Figure[] = []
  for (const mode of COST_MODES) {
    const books: Books[] = []
    for (let round = 0; round < rounds; round++) {
      for (const first of ['openai', 'compatible'] as const)
        books.push(await play(stage, mode, { first, random }))
    }
    all.push(...books)
    figures.push(figureOf(mode.name, books))
  }
  all.push(await playMany(stage, random))
  await Promise.all([models.close(), hasty.close()])
  await simulators.close()
  return [...figures, ...totals(all)]
}

const PATIENT: Patience = { firstMs: 20_000, callMs: 20_000, allMs: 60_000, hearMs: 60_000 }
const HASTY: Patience = { firstMs: 500, callMs: 700, allMs: 5_000, hearMs: 700 }

function modelsOn({ db, keys }: Ground, simulators: Simulators, patience: Patience): Models {
  return createModels({
    ...{ db, keys, openaiUrl: simulators.openaiUrl, installation: null, patience },
    ...{ loopback: [new URL(simulators.url).host], forbiddenHosts: [] },
    log: { error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) },
  })
}

async function play(stage: Stage, mode: CostMode, at: { first: string; random: Random }): Promise<Books> {
  const { openai } = stage.simulators
  const models = mode.isAlone ? stage.hasty : stage.models
  await openai.clear()
  await openai.settings({ tellsUsage: true })
  const orgId = await anOrg(stage, at.first, mode.isAlone)
  await mode.arrange(openai, text(at.random, 12))
  const model = await models.open(orgId, { ...NOWHERE, messageId: newId() })
  const request: GenRequest = {
    messages: [
      { role: 'system', text: text(at.random, 40) },
      { role: 'user', text: text(at.random, 9) },
    ],
    outputTokensMax: mode.outputTokensMax ?? 400,
    ...(mode.caller === 'tools' && { tools: TOOLS }),
    ...(mode.schema && { schema: mode.schema }),
  }
  const { ends, call } = await ask(model, request, mode.caller)
  const more = call ? await ask(model, withResult(request, call)) : null
  return compare(stage, orgId, ends + (more?.ends ?? 1) - 1)
}

/** Many at once: their order in the two books may differ, their names do not. */
async function playMany(stage: Stage, random: Random): Promise<Books> {
  const { openai } = stage.simulators
  await openai.clear()
  await openai.settings({ tellsUsage: true, chunkMs: 1 })
  const orgId = await anOrg(stage, 'openai')
  await openai.script({ reply: { text: text(random, 20), cachedTokens: 5 } })
  const requests = Array.from({ length: 24 }, () => text(random, 15))
  const asked = await Promise.all(
    requests.map(async (said) => {
      const model = await stage.models.open(orgId, { ...NOWHERE, messageId: newId() })
      return ask(model, { messages: [{ role: 'user', text: said }], outputTokensMax: 400 })
    }),
  )
  return compare(stage, orgId, Math.max(...asked.map(({ ends }) => ends)))
}

const NOWHERE = { purpose: 'answer', inboxId: null, conversationId: null } as const

async function ask(model: Model, request: GenRequest, caller?: CostMode['caller']) {
  const leaving = new AbortController()
  let ends = 0
  let call: ToolCall | undefined
  for await (const event of model.generate(request, leaving.signal)) {
    if (event.type === 'text') {
      if (caller === 'aborts') leaving.abort()
      if (caller === 'leaves') return { ends: 1, call }
      continue
    }
    ends += 1
    if (event.type === 'done') call = event.toolCalls[0]
  }
  return { ends, call }
}

async function anOrg({ ground, simulators }: Stage, first: string, isAlone = false): Promise<Id> {
  const { db, keys } = ground
  const slug = `cost-${newId()}`
  const orgId = await ensureOrg(db.global, { slug, name: slug, timeZone: 'UTC', locale: 'en' })
  const usual = { embeddingModel: null, key: 'demo-key', actor: ACTOR }
  const providers = [
    { ...usual, name: 'openai', kind: 'openai', baseUrl: null, model: PRICE.model },
    { ...usual, name: 'compatible', kind: 'compatible', baseUrl: simulators.openaiUrl, model: 'llama' },
  ] as const
  await db.withOrg(orgId, async (tx) => {
    for (const provider of providers) {
      const isFirst = provider.name === first
      await putProvider(tx, keys, { ...provider, place: isFirst ? 0 : 1, isEnabled: isFirst || !isAlone })
    }
  })
  return orgId
}

async function compare({ ground, simulators }: Stage, orgId: Id, ends: number): Promise<Books> {
  const logged = await settled(simulators)
  const { ledger, day } = await ground.db.withOrg(orgId, async (tx) => ({
    ledger: await listCalls(tx, { limit: 200 }),
    day: (await sumSpent(tx, { conversationId: null, messageId: null })).day,
  }))
  const lines = pairs(logged, ledger.reverse())
  const tokens = lines.reduce((sum, [ours, theirs]) => sum + apart(ours, theirs), 0)
  const money = lines.reduce((sum, [ours, theirs]) => sum + moneyApart(ours, theirs), 0)
  const missing = Math.abs(logged.length - ledger.length) + lines.filter(([ours]) => !ours).length
  const open = ledger.filter(({ status }) => status === 'open').length
  return {
    calls: logged.length,
    missing,
    tokens,
    money,
    open,
    ends: Math.abs(ends - 1),
    day: dayApart(day, ledger),
  }
}

/** What budgets are held against is counted along: it has to be what the ledger comes to. */
function dayApart(day: AiSpent, ledger: readonly AiCall[]): number {
  const sum = (of: (call: AiCall) => number) => ledger.reduce((total, call) => total + of(call), 0)
  const known = sum(({ microUsd }) => microUsd ?? 0)
  const unknown = sum(({ microUsd }) => (microUsd === null ? 1 : 0))
  const tokens = sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens)
  const faults = [day.steps - ledger.length, day.tokens - tokens, day.microUsd - known, day.unknown - unknown]
  return faults.reduce((total, fault) => total + Math.abs(fault), 0)
}

/** The provider notices a moment later that a caller has left. */
async function settled({ openai }: Simulators): Promise<Logged[]> {
  for (let look = 0; look < 100; look++) {
    const log = await openai.log()
    if (log.every(({ outcome }) => outcome !== 'under_way')) return log
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return openai.log()
}

/** By the name of the call; an answer that never began named none, so those are paired in their order. */
function pairs(logged: readonly Logged[], ledger: readonly AiCall[]): [AiCall | undefined, Logged][] {
  const nameless = ledger.filter(({ requestId }) => requestId === null)
  return logged.map((theirs) => {
    const named = ledger.find(({ requestId }) => requestId === theirs.requestId)
    return [named ?? nameless.shift(), theirs]
  })
}

const COUNTS = ['inputTokens', 'cachedTokens', 'outputTokens', 'reasoningTokens'] as const

function apart(ours: AiCall | undefined, theirs: Logged): number {
  return COUNTS.reduce((sum, name) => sum + Math.abs((ours?.[name] ?? 0) - theirs[name]), 0)
}

/** A cost that is not known must be null, and one that is known right to the micro-dollar. */
function moneyApart(ours: AiCall | undefined, theirs: Logged): number {
  const { inputTokens, cachedTokens, outputTokens } = theirs
  const isFree = theirs.outcome === 'refused'
  if (!isFree && theirs.model !== PRICE.model) return ours?.microUsd === null ? 0 : 1
  const fresh = BigInt(inputTokens - cachedTokens) * PRICE.input
  const total = fresh + BigInt(cachedTokens) * PRICE.cached + BigInt(outputTokens) * PRICE.output
  const wanted = Number((total + 999_999n) / 1_000_000n)
  return ours?.microUsd === null || !ours ? 1 : Math.abs(ours.microUsd - wanted)
}

function text(random: Random, words: number): string {
  return Array.from({ length: random.between(3, words) }, () => random.pick(WORDS)).join(' ')
}

function figureOf(name: string, books: readonly Books[]): Figure {
  const sum = (key: keyof Books) => books.reduce((total, one) => total + one[key], 0)
  const faults = sum('tokens') + sum('missing') + sum('money') + sum('open') + sum('ends') + sum('day')
  const note = `${sum('calls')} calls`
  return { name, value: faults, unit: '', bar: { atMost: 0 }, note }
}

function totals(books: readonly Books[]): Figure[] {
  const sum = (key: keyof Books) => books.reduce((total, one) => total + one[key], 0)
  const none = { bar: { atMost: 0 } }
  return [
    { name: 'calls compared', value: sum('calls'), unit: '', bar: { atLeast: COST_MODES.length * 2 } },
    { name: 'calls in one book only', value: sum('missing'), unit: '', ...none },
    { name: 'tokens apart', value: sum('tokens'), unit: '', ...none },
    { name: 'micro-dollars apart, or unknown as known', value: sum('money'), unit: '', ...none },
    { name: 'calls left open', value: sum('open'), unit: '', ...none },
    { name: 'apart from what budgets count', value: sum('day'), unit: '', ...none },
    { name: 'requests that did not end exactly once', value: sum('ends'), unit: '', ...none },
  ]
}
