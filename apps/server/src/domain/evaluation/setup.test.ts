import { type Article, type Id, newId, type StandIn, type TestSetSettings } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { decode, encode } from '../../db/codec.ts'
import { statement } from '../../db/statement.ts'
import { testDatabase } from '../../testing/database.ts'
import { A_TOOL, anArticle, anInbox, anOrg, testKeys } from '../../testing/factories.ts'
import { NOBODY } from '../actor/actor.ts'
import { orderProviders } from '../ai-provider/order.ts'
import { type PutProvider, putProvider } from '../ai-provider/put.ts'
import { removeProvider } from '../ai-provider/remove.ts'
import { putTool, removeTool } from '../ai-tool/put.ts'
import { publishArticle } from '../article/publish.ts'
import { type InstallationModels, noteInstallation } from '../installation-models/installation-models.ts'
import { createSet } from '../test-set/write.ts'
import { addCases } from '../test-set/write-cases.ts'
import { chooseProvider } from '../vector/choose.ts'
import { tellInstallation } from './after-installation.ts'
import { listArticleGates } from './article-gates.ts'
import { beginEvaluation } from './begin.ts'
import { endEvaluation, savePlay, startPlaying } from './play.ts'
import { readResults } from './results.ts'
import type { Setup } from './setup.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const SET = {
  name: 'Daily',
  plays: 1,
  isEvaluatedAfterPublish: false,
  shareNeeded: null,
  articleShareNeeded: null,
}
const NOTHING = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
const STAND_INS: StandIn[] = [{ tool: 'order_status', outcome: 'done', result: '{}' }]
const FORGET = statement('update evaluation set setup = null where org_id = $1')
const PARK = { kind: 'faq', title: 'Where can I park?', body: 'Behind.', isPublished: false } as const

let orgId: Id
let article: Article

beforeEach(async () => {
  orgId = await anOrg(db)
  article = await anArticle(db, orgId, PARK)
})

type Case = { standIns?: StandIn[]; inboxId?: Id }

async function aSet(settings: Partial<TestSetSettings>, { standIns, inboxId = null as never }: Case = {}) {
  return db.withOrg(orgId, async (tx) => {
    const { id } = await createSet(tx, { ...SET, ...settings, clientId: newId() })
    const turns = [{ says: [['Where can I park?']], only: null, expect: NOTHING }]
    const words = { name: 'Parking', language: 'en', inboxId, turns, ...(standIns && { standIns }) }
    await addCases(tx, id, [words])
    return id
  })
}

/** To its end, with every play passed. */
function evaluate(setId: Id, articleIds: Id[]) {
  const spent = { steps: 0, seconds: 0, tokens: 0, microUsd: 0, unknown: 0 }
  const asked = { setId, clientId: newId(), cause: 'member' as const, draft: null, articleIds }
  return db.withOrg(orgId, async (tx) => {
    const { id } = await beginEvaluation(tx, NOBODY, asked)
    for (const play of await startPlaying(tx, id))
      await savePlay(tx, id, { ...play, hasPassed: true, turns: [], goal: null, spent })
    await endEvaluation(tx, id, { status: 'done' })
    return id
  })
}

function provider(name: string, over: Partial<PutProvider> = {}) {
  const at = { kind: 'compatible' as const, baseUrl: 'https://models.example/v1', model: name }
  const usual = { ...at, embeddingModel: 'places', place: 0, isEnabled: true, key: 'k', actor: NOBODY }
  return db.withOrg(orgId, (tx) => putProvider(tx, testKeys, { ...usual, name, ...over }))
}

function tool(expected: number, over: Partial<typeof A_TOOL> = {}) {
  const place = { keys: testKeys, loopback: [], canMail: false }
  const settings = { ...A_TOOL, ...over }
  const put = { name: 'order_status', settings, expect: expected, actor: NOBODY }
  return db.withOrg(orgId, (tx) => putTool(tx, place, put))
}

const choose = (name: string | null, installationModel: string | null = null) =>
  db.withOrg(orgId, (tx) => chooseProvider(tx, { provider: name, installationModel }))
const order = (...names: string[]) => db.withOrg(orgId, (tx) => orderProviders(tx, { names, actor: NOBODY }))

const lack = async () => (await db.withOrg(orgId, (tx) => listArticleGates(tx, [article.id])))[0]?.lacks

const publish = () =>
  db.withOrg(orgId, (tx) =>
    publishArticle(tx, NOBODY, { articleId: article.id, version: 1, expect: article.revision }),
  )

describe('what was tried opens a gate', () => {
  test('while the same models answer in the same order', async () => {
    const setId = await aSet({ articleShareNeeded: 100 })
    await provider('first')
    await provider('second', { place: 1 })
    await evaluate(setId, [article.id])
    // Another key, or what is not in use, writes nothing else.
    await provider('first', { key: 'another' })
    await provider('off', { place: 2, isEnabled: false })
    expect(await lack()).toBeNull()

    await order('second', 'first', 'off')
    expect(await lack()).toBe('models')
    await order('first', 'second', 'off')
    expect(await lack()).toBeNull()
    await provider('second', { model: 'larger', place: 1 })
    expect(await lack()).toBe('models')
    await expect(publish()).rejects.toMatchObject({
      ...{ code: 'conflict', message: expect.stringContaining('with other models than those of now') },
      issues: [{ messageEs: expect.stringContaining('con otros modelos que los de ahora') }],
    })
    await evaluate(setId, [article.id])
    await publish()
  })

  test('while meaning is searched for by the same model', async () => {
    const setId = await aSet({ articleShareNeeded: 100 })
    await provider('first')
    await evaluate(setId, [article.id])

    await choose('first')
    expect(await lack()).toBe('meaning')
    await evaluate(setId, [article.id])
    expect(await lack()).toBeNull()
    await choose(null)
    expect(await lack()).toBe('meaning')
  })

  test('while its cases are offered the same tools', async () => {
    const { id: inboxId } = await anInbox(db, orgId)
    const setId = await aSet({ articleShareNeeded: 100 }, { standIns: STAND_INS })
    await tool(0)
    await evaluate(setId, [article.id])
    expect(await lack()).toBeNull()

    await tool(1, { description: 'Looks up where an order is.' })
    expect(await lack()).toBe('tools')
    await evaluate(setId, [article.id])
    // Not offered where its case is played.
    await tool(2, { inboxIds: [inboxId] })
    expect(await lack()).toBe('tools')
    await evaluate(setId, [article.id])
    await tool(3, { inboxIds: [inboxId], description: 'Of that inbox.' })
    expect(await lack()).toBeNull()
  })

  test('whatever the tools are where no case is offered any, and where the setup was not kept', async () => {
    const setId = await aSet({ articleShareNeeded: 100 })
    await evaluate(setId, [article.id])
    await tool(0)
    expect(await lack()).toBeNull()

    await db.withOrg(orgId, (tx) => tx.query(FORGET, [orgId]))
    await provider('first')
    expect(await lack()).toBeNull()
  })
})

describe('what the operator has set', () => {
  const OPERATORS: InstallationModels = { baseUrl: null, model: 'small', embeddingModel: 'near' }
  const INSTALLATION = { kind: 'installation' as const, baseUrl: null, key: undefined as never }
  const set = (over: Partial<InstallationModels>) => noteInstallation(db.global, { ...OPERATORS, ...over })
  const ofOperator = (over: Partial<PutProvider> = {}) =>
    provider('installation', { ...INSTALLATION, model: null, embeddingModel: null, ...over })
  const planted = async (setId: Id) =>
    (await admin.query('delete from job where org_id = $1 and id = $2', [orgId, setId])).rowCount === 1

  beforeEach(async () => {
    await set({})
    await tellInstallation(db)
  })

  test('is of the setup where the org names no model', async () => {
    const setId = await aSet({ articleShareNeeded: 100 })
    await ofOperator()
    await evaluate(setId, [article.id])
    expect(await lack()).toBeNull()

    await set({ model: 'large' })
    expect(await lack()).toBe('models')
    await set({ baseUrl: 'https://models.example/v1' })
    expect(await lack()).toBe('models')
    // Nobody looks for meaning with it.
    await set({ embeddingModel: 'nearer' })
    expect(await lack()).toBeNull()
    await choose('installation', 'nearer')
    await evaluate(setId, [article.id])
    await set({})
    expect(await lack()).toBe('meaning')
  })

  test('is not of it where the org names its own, nor where it was not kept', async () => {
    const setId = await aSet({ articleShareNeeded: 100 })
    await ofOperator({ model: 'own' })
    await evaluate(setId, [article.id])
    await set({ model: 'large' })
    expect(await lack()).toBeNull()

    const { rows } = await admin.query('select setup from evaluation where org_id = $1', [orgId])
    const { installation: _, ...older } = decode<Setup>(rows[0].setup)
    await admin.query('update evaluation set setup = $2 where org_id = $1', [orgId, encode(older)])
    await set({ baseUrl: 'https://models.example/v1' })
    expect(await lack()).toBeNull()
  })

  test('begins the sets of those whom it concerns, once for each change', async () => {
    const setId = await aSet({ isEvaluatedAfterPublish: true })
    await ofOperator()
    await planted(setId)
    await tellInstallation(db)
    expect(await planted(setId)).toBe(false)

    await set({ model: 'large' })
    await tellInstallation(db)
    expect(await planted(setId)).toBe(true)
    await tellInstallation(db)
    expect(await planted(setId)).toBe(false)
    await set({})
    // A start that ended before it told anybody.
    await set({ model: 'larger' })
    await tellInstallation(db)
    expect(await planted(setId)).toBe(true)
    // A stop that came before it had told all.
    await set({ model: 'largest' })
    await tellInstallation(db, AbortSignal.abort())
    expect(await planted(setId)).toBe(false)
    await tellInstallation(db, new AbortController().signal)
    expect(await planted(setId)).toBe(true)
    await ofOperator({ isEnabled: false })
    await planted(setId)
    await set({})
    await tellInstallation(db)
    expect(await planted(setId)).toBe(false)
  })
})

test('a result says what of the setup is not as before, and not as now', async () => {
  const setId = await aSet({}, { standIns: STAND_INS })
  const setupOf = (id: Id) => db.withOrg(orgId, async (tx) => (await readResults(tx, id)).setup)
  const first = await evaluate(setId, [])
  expect(await setupOf(first)).toEqual({ before: null, now: [] })
  await provider('first')
  await tool(0)
  const second = await evaluate(setId, [])
  await choose('first')

  expect(await setupOf(first)).toEqual({ before: null, now: ['models', 'meaning', 'tools'] })
  expect(await setupOf(second)).toEqual({ before: ['models', 'tools'], now: ['meaning'] })
  await db.withOrg(orgId, (tx) => tx.query(FORGET, [orgId]))
  expect(await setupOf(second)).toEqual({ before: null, now: null })
})

describe('a change of the setup', () => {
  /** Whether the set is to be evaluated once it is quiet; then it is not any more. */
  async function isDue(setId: Id): Promise<boolean> {
    const { rowCount } = await admin.query(
      `delete from job where org_id = $1 and id = $2 and due_at > now() + interval '30 seconds'`,
      [orgId, setId],
    )
    return rowCount === 1
  }

  test('begins the sets that are evaluated after a publish', async () => {
    const setId = await aSet({ isEvaluatedAfterPublish: true }, { standIns: STAND_INS })
    const other = await aSet({ name: 'Other' }, { standIns: STAND_INS })
    const changes: [() => Promise<unknown>, boolean][] = [
      [() => provider('first'), true],
      [() => provider('first', { key: 'another' }), false],
      [() => provider('second', { place: 1, isEnabled: false }), false],
      [() => provider('second', { place: 1 }), true],
      [() => order('second', 'first'), true],
      [() => order('second', 'first'), false],
      [() => choose('first'), true],
      [() => choose('first'), false],
      [() => tool(0), true],
      [() => tool(1, { isEnabled: false }), true],
      [() => tool(2, { isEnabled: false, description: 'Nobody sees it.' }), false],
      [() => db.withOrg(orgId, (tx) => removeTool(tx, 'order_status')), false],
      [() => db.withOrg(orgId, (tx) => removeProvider(tx, 'second')), true],
    ]
    for (const [at, [change, isExpected]] of changes.entries()) {
      await change()
      expect([at, await isDue(setId)]).toEqual([at, isExpected])
    }
    expect(await isDue(other)).toBe(false)
  })

  test('of a tool that no case is offered begins nothing', async () => {
    const setId = await aSet({ isEvaluatedAfterPublish: true })
    await tool(0)
    expect(await isDue(setId)).toBe(false)
  })
})
