import { type Model, openRedactor } from '@hilo/ai'
import {
  type AiTest,
  type AiUnpriced,
  type AnswerMode,
  AppError,
  type Id,
  type MeaningEstimate,
} from '@hilo/protocol'
import { createEgress } from '@hilo/runtime'
import type { Database } from '../db/database.ts'
import type { Keys } from '../db/keys.ts'
import type { CallPlace } from '../domain/ai-call/open.ts'
import { readAiMedia } from '../domain/ai-media/ai-media.ts'
import { noteCheck } from '../domain/ai-provider/note-check.ts'
import { type OpenProvider, openProviders } from '../domain/ai-provider/open.ts'
import { createVectorMemory, type VectorMemory } from '../domain/vector/memory.ts'
import { noTranslator, type Translator } from '../translator/translator.ts'
import { estimatePlacing } from './estimate-placing.ts'
import { generate } from './generate.ts'
import type { Job, Patience, Redact } from './job.ts'
import { place } from './place.ts'
import { type Places, placingOf, type Target, targetOf } from './target.ts'
import { checkOf, testProvider } from './test-provider.ts'
import { transcribe } from './transcribe.ts'
import { unpricedOf } from './unpriced.ts'

/** The models of orgs: whoever writes for them, in their order, within their budgets, into their ledger. */
export type Models = {
  /**
   * For one piece of work; what it calls is written down as belonging to `place`. `redact` takes out of every
   * text what no provider may see.
   */
  open(orgId: Id, place: CallPlace, redact?: Redact): Promise<Model>
  /**
   * One model of one provider, which was chosen for what it can do: it has no other to fall back on. It is
   * asked only while the org has the provider enabled.
   */
  openOne(orgId: Id, place: CallPlace, choice: ModelChoice): Promise<Model>
  /** Whether a model writes for the org, or its articles are quoted. */
  modeOf(orgId: Id): Promise<AnswerMode>
  /** Asks one provider, enabled or not, and writes down what came. @throws AppError `not_found` */
  test(orgId: Id, name: string): Promise<AiTest>
  /** The models in use whose price nobody knows. */
  unpriced(orgId: Id): Promise<AiUnpriced[]>
  /** What one would be sent to place what the org knows. @throws AppError `not_found` `conflict` */
  estimatePlacing(orgId: Id, name: string): Promise<MeaningEstimate>
  /** What they have placed, as far as it is held in memory. */
  vectors: VectorMemory
  /** Says questions in other languages where no model does. */
  translator: Translator
  /** Asks a provider that is not saved yet. */
  check(orgId: Id, provider: OpenProvider): Promise<AiTest>
  close(): Promise<void>
}

type ModelChoice = { provider: string; model: string }

export type ModelsOptions = Places & {
  db: Database
  keys: Keys
  log: Job['log']
  /** `host:port` that may be reached although it is private: the simulators, and what the operator names. */
  loopback: readonly string[]
  /** The server's own names. */
  forbiddenHosts: readonly string[]
  patience?: Partial<Patience>
  /** None where it is absent. */
  translator?: Translator
  /** So much of vectors this process holds in memory, of all orgs together. */
  vectorBytesMax?: number
}

/** Within fifteen seconds there is an answer, or a person is asked. */
const PATIENCE: Patience = { firstMs: 7_000, callMs: 12_000, allMs: 13_500, hearMs: 60_000 }
const CONNECT_MS = 5_000
const VECTOR_BYTES_MAX = 256 * 1_048_576
const HINT = 'For a server of models on a private network the operator names its host in HILO_AI_HOSTS.'

export function createModels(options: ModelsOptions): Models {
  const { db, loopback, forbiddenHosts, vectorBytesMax = VECTOR_BYTES_MAX } = options
  const egress = createEgress({
    ...{ devLoopback: loopback, forbiddenHosts, timeoutMs: CONNECT_MS, hint: HINT },
  })
  const desk: Desk = { options, egress, patience: { ...PATIENCE, ...options.patience } }
  return {
    async open(orgId, place, redact = openRedactor().redact) {
      return modelOf(jobOf(desk, { orgId, place, redact }), await targetsOf(options, orgId))
    },
    async openOne(orgId, place, { provider, model }) {
      const all = await providersOf(options, orgId)
      const chosen = all.find(({ name, isEnabled }) => name === provider && isEnabled)
      const target = chosen ? targetOf(chosen, options) : null
      const job = jobOf(desk, { orgId, place, redact: openRedactor().redact })
      return target ? chosenModel(job, { ...target, model }) : modelOf(job, [])
    },
    modeOf: async (orgId) => ((await targetsOf(options, orgId)).length > 0 ? 'model' : 'quoting'),
    async test(orgId, name) {
      const provider = await providerOf(options, orgId, name)
      const test = await check(desk, orgId, provider)
      await db.withOrg(orgId, (tx) => noteCheck(tx, provider, checkOf(test)))
      return test
    },
    unpriced: async (orgId) =>
      unpricedOf(await targetsOf(options, orgId), await db.withOrg(orgId, readAiMedia)),
    async estimatePlacing(orgId, name) {
      const chosen = await providerOf(options, orgId, name)
      return estimatePlacing(db, orgId, chosen.isEnabled ? targetOf(chosen, options) : null)
    },
    vectors: createVectorMemory(db, vectorBytesMax),
    translator: options.translator ?? noTranslator,
    check: (orgId, provider) => check(desk, orgId, provider),
    close: () => egress.close(),
  }
}

/** What calls are made with. */
type Desk = { options: ModelsOptions; egress: Job['egress']; patience: Patience }

function jobOf(
  { options: { db, log }, egress, patience }: Desk,
  asked: Pick<Job, 'orgId' | 'place' | 'redact'>,
): Job {
  return { db, log, egress, patience, ...asked }
}

function providersOf({ db, keys }: ModelsOptions, orgId: Id): Promise<OpenProvider[]> {
  return db.withOrg(orgId, (tx) => openProviders(tx, keys))
}

/** @throws AppError `not_found` */
async function providerOf(options: ModelsOptions, orgId: Id, name: string): Promise<OpenProvider> {
  const provider = (await providersOf(options, orgId)).find((one) => one.name === name)
  if (!provider) throw new AppError('not_found', 'There is no such provider.')
  return provider
}

/** Whoever writes for the org, in its order. */
async function targetsOf(options: ModelsOptions, orgId: Id): Promise<Target[]> {
  const enabled = (await providersOf(options, orgId)).filter(({ isEnabled }) => isEnabled)
  return enabled.flatMap((provider) => targetOf(provider, options) ?? [])
}

function check(desk: Desk, orgId: Id, provider: OpenProvider): Promise<AiTest> {
  const { options } = desk
  const target = targetOf(provider, options)
  const open = (place: CallPlace) =>
    modelOf(jobOf(desk, { orgId, place, redact: (text) => text }), target ? [target] : [])
  return testProvider({ db: options.db, orgId, open, model: target?.model ?? '' })
}

function modelOf(job: Job, targets: readonly Target[]): Model {
  const placing = targets.find(isPlacing)
  return {
    generate: (request, signal) => generate(job, targets, { request, signal }),
    ...(placing && { place: ({ texts }, signal) => place(job, placing, { texts, signal }) }),
    caps: () => {
      const isSet = targets.length > 0
      return { tools: isSet, schema: isSet, places: placing ? placingOf(placing) : null }
    },
  }
}

function chosenModel(job: Job, target: Target): Model {
  return {
    ...modelOf(job, [{ ...target, isPlacing: false }]),
    transcribe: (request, signal) => transcribe(job, target, { request, signal }),
  }
}

/** Whom the org has chosen for it, and nobody else: it is content that goes there. */
function isPlacing(target: Target): target is Target & { embeddingModel: string } {
  return target.isPlacing && target.embeddingModel !== null
}
