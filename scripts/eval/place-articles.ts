import { packVector } from '@hilo/ai'
import { type Id, type Meaning, newId } from '@hilo/protocol'
import { startSimulators } from '@hilo/simulators'
import type { Ground } from '../../apps/server/src/app.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { NOBODY } from '../../apps/server/src/domain/actor/actor.ts'
import { putProvider } from '../../apps/server/src/domain/ai-provider/put.ts'
import { NEAR_MAX } from '../../apps/server/src/domain/chunk/find.ts'
import { claimJob } from '../../apps/server/src/domain/job/claim.ts'
import type { NearbyJudged } from '../../apps/server/src/domain/knowledge/weigh-evidence.ts'
import { chooseProvider } from '../../apps/server/src/domain/vector/choose.ts'
import { describeMeaning, readMeaning } from '../../apps/server/src/domain/vector/meaning.ts'
import { createModels, type Models } from '../../apps/server/src/models/models.ts'
import { createPlacer } from '../../apps/server/src/workers/placing/place-knowledge.ts'

/** Who places: the simulated provider, OpenAI by the key of the environment, or an endpoint that speaks as it. */
export type Placer =
  | { name: 'fake' }
  | { name: 'openai'; key: string; model: string }
  | { name: 'embeddings'; url: string; key: string | undefined; model: string }

/** `npm run eval:... -- --provider NAME` or `--embeddings URL`, and `--model NAME`. */
export type PlacerOptions = {
  provider?: string | undefined
  embeddings?: string | undefined
  model?: string | undefined
}

const OPENAI_MODEL = 'text-embedding-3-small'

/** Who is meant; null: nobody. */
export async function placerOf({ provider, embeddings, model }: PlacerOptions): Promise<Placer | null> {
  if (provider !== undefined && embeddings !== undefined) {
    throw new Error('--provider and --embeddings both say who places: give one of them.')
  }
  if (embeddings !== undefined) {
    const url = embeddings.replace(/\/+$/, '')
    const key = process.env.EMBEDDINGS_KEY
    return { name: 'embeddings', url, key, model: model ?? (await firstModel(url, key)) }
  }
  if (provider === undefined) return null
  if (provider === 'fake') return { name: provider }
  const key = process.env.OPENAI_API_KEY
  if (provider === 'openai' && key) return { name: provider, key, model: model ?? OPENAI_MODEL }
  throw new Error('--provider must be fake, or openai with a key in OPENAI_API_KEY.')
}

async function firstModel(url: string, key: string | undefined): Promise<string> {
  const answer = await fetch(`${url}/models`, { headers: key ? { authorization: `Bearer ${key}` } : {} })
  const { data } = (await answer.json()) as { data?: { id: string }[] }
  const first = data?.[0]?.id
  if (first === undefined) throw new Error(`${url}/models names no model: name one by --model.`)
  return first
}

export type Placed = {
  /** What came of the org's own trial. */
  meaning: Meaning
  /** What is near to a question; null where the trial says that words do. `weight`: in spite of it. */
  nearby(question: string, weight: number | null): Promise<NearbyJudged | null>
  close(): Promise<void>
}

const NAME = 'placer'
const OPENAI = 'https://api.openai.com/v1'
const FAKE = { key: 'demo-key', model: 'hilo-demo-embedding' }
const VECTOR_BYTES_MAX = 1_073_741_824

const JOB = statement(`select id from job where org_id = $1 and kind = 'place_chunks'`)
const DUE = statement(`update job set due_at = now(), claimed_by = null where org_id = $1 and id = $2`)

/** Lets a provider place all that an org has published, by the server's own job. */
export async function placeArticles(ground: Ground, orgId: Id, placer: Placer): Promise<Placed> {
  const simulators = placer.name === 'fake' ? await startSimulators() : null
  const { db, keys } = ground
  const own = placer.name === 'embeddings' ? placer.url : simulators?.url
  const models = createModels({
    ...{ db, keys, installation: null, forbiddenHosts: [], vectorBytesMax: VECTOR_BYTES_MAX },
    log: { error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`) },
    openaiUrl: simulators?.openaiUrl ?? OPENAI,
    // Who names an address here means it, on this machine too.
    loopback: own === undefined ? [] : [new URL(own).host],
  })
  await db.withOrg(orgId, async (tx) => {
    const more = { model: 'gpt-4.1-mini', place: 0, isEnabled: true, actor: NOBODY }
    await putProvider(tx, keys, { ...settingsOf(placer), ...more })
    await chooseProvider(tx, { provider: NAME, installationModel: null })
  })
  await runJob(ground, orgId, models)
  return {
    meaning: await db.withOrg(orgId, describeMeaning),
    nearby: (question, weight) => nearbyOf(ground, { orgId, models }, { question, weight }),
    async close() {
      await models.close()
      await simulators?.close()
    },
  }
}

function settingsOf(placer: Placer) {
  if (placer.name === 'embeddings') {
    const { url: baseUrl, model: embeddingModel, key } = placer
    return { name: NAME, kind: 'compatible' as const, baseUrl, embeddingModel, ...(key && { key }) }
  }
  const { key, model } = placer.name === 'fake' ? FAKE : placer
  return { name: NAME, kind: 'openai' as const, baseUrl: null, embeddingModel: model, key }
}

async function runJob({ db }: Ground, orgId: Id, models: Models): Promise<void> {
  const [placer, nodeId] = [createPlacer(db, models), newId()]
  for (;;) {
    const { rows } = await db.withOrg(orgId, (tx) => tx.query<{ id: Id }>(JOB, [orgId]))
    const id = rows[0]?.id
    if (!id) return
    const problem = (await db.withOrg(orgId, describeMeaning)).problem
    if (problem) throw new Error(problem)
    await db.withOrg(orgId, (tx) => tx.query(DUE, [orgId, id]))
    const claimed = await claimJob(db, { orgId, id, nodeId, living: [nodeId] })
    if (claimed) await placer.place(claimed)
  }
}

type Org = { orgId: Id; models: Models }

async function nearbyOf(
  { db }: Ground,
  { orgId, models }: Org,
  { question, weight }: { question: string; weight: number | null },
): Promise<NearbyJudged | null> {
  const place = { purpose: 'test', inboxId: null, conversationId: null, messageId: null } as const
  const model = await models.open(orgId, place)
  const space = model.caps().places?.space ?? ''
  const { weights: own, verdict, evidence, version } = await db.withOrg(orgId, (tx) => readMeaning(tx, space))
  const weights = weight === null ? own : { page: weight, faq: weight }
  if (weight === null && verdict !== 'used') return null
  await models.vectors.refresh(orgId, { space, version })
  const placed = await model.place?.({ texts: [question] }, new AbortController().signal)
  if (placed?.type !== 'done') throw new Error(placed?.reason ?? 'Nobody places.')
  const vector = packVector(placed.vectors[0] ?? new Float32Array())
  const asked = { space, audiences: ['public'] as const, limit: NEAR_MAX }
  const near = vector && (await models.vectors.nearest(orgId, { ...asked, vector }))
  return near && { space, vector, near, weights, evidence }
}
