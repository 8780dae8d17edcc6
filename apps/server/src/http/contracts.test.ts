import {
  api,
  CASES_MAX,
  CONVERSATION_TAGS_MAX,
  type Contract,
  type ErrorCode,
  EXCEPTIONAL_DAYS_MAX,
  type Id,
  LINK_HOSTS_MAX,
  newId,
  ROLE_PERMISSIONS,
} from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { encode } from '../db/codec.ts'
import type { InboxSettings } from '../domain/inbox/inbox.ts'
import { putTag } from '../domain/tag/tag.ts'
import { testDatabase } from '../testing/database.ts'
import {
  A_DECLARED_TOOL,
  A_TOOL,
  aBackend,
  aBroadcast,
  aContact,
  aConversation,
  anArticle,
  anInbound,
  anInbox,
  anOpenQuestion,
  anOrg,
  aTemplate,
  aToolCall,
  receive,
} from '../testing/factories.ts'
import { type Caller, callerOf, inOrg, pathOf, startServer } from '../testing/server.ts'
import { ROUTES } from './server.ts'

// One table over all contracts: what nobody may forget when an endpoint is added.

type Name = keyof typeof api
type Input = { params?: Record<string, Id>; query?: Record<string, unknown>; body?: unknown }

const contracts = Object.entries(api) as [Name, Contract][]
// What makes the thing it names has nothing to be refused for.
const withParams = contracts.filter(([, { params, errors }]) => params && errors.includes('not_found'))
const withBody = contracts.filter(([, { body }]) => body)
const withQuery = contracts.filter(([, { query }]) => query)
const changing = contracts.filter(([, { method }]) => method !== 'GET')

const EXPECT = { expect: { generation: 0, length: 0 } }

const PLAN = {
  ...{ inboxId: newId(), templateId: newId(), values: {} },
  audience: { type: 'list', numbers: ['+59899000001'], evidence: 'Signed at the desk' },
}

const DRAFT = {
  ...{ name: 'order', language: 'en', category: 'utility', format: 'named', header: null, footer: null },
  ...{ body: 'Your order is ready.', buttons: [], examples: {} },
}

const BACKEND_TOOL = {
  ...{ confirmation: 'contact', assurance: 'anyone', inboxIds: null, callsPerHour: 20, isEnabled: true },
  expect: 0,
}

const ARTICLE = {
  ...{ language: 'en', audience: 'public', title: 'Refunds', body: 'Within thirty days.', alternates: [] },
}

const SOURCE = {
  ...{ name: 'Help', language: null, audience: 'public', schedule: 'none', site: null },
}

const PROVIDER = {
  ...{ kind: 'openai', baseUrl: null, model: 'gpt-4.1-mini', embeddingModel: null, place: 0 },
  ...{ isEnabled: false, key: 'canary-key' },
}

const NOBODY = { mode: 'off', provider: null, model: null }

const INSTRUCTIONS = {
  ...{ tone: 'Calm', dos: [], donts: [], purpose: 'Orders', topics: [], languages: ['en'] },
  ...{ peopleTopics: [{ name: 'Law', phrases: ['lawyer'] }], hours: null },
}

const TEST_SET = { name: 'Daily', plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null }
const TEST_CASE = {
  ...{ name: 'refund', language: 'en', inboxId: null },
  turns: [
    {
      ...{ says: [['Can I have my money back?']], only: null },
      expect: { actions: ['answer'], reasons: [], says: ['30 days'], saysNot: [], cites: [] },
    },
  ],
}

/** A request that is well-formed; ids that are missing are made up. */
const WELL_FORMED: Partial<Record<Name, Input>> = {
  listChangedConversations: { query: { since: '2026-01-01T00:00:00Z' } },
  sendMessage: { body: { clientId: 'client-id-1', text: 'Hello' } },
  uploadFile: { query: { filename: 'menu.pdf' } },
  sendTemplate: { body: { clientId: 'client-id-1', templateId: newId(), values: {} } },
  previewTemplate: { body: { values: {} } },
  createTemplate: { body: DRAFT },
  editTemplate: { body: DRAFT },
  uploadSample: { query: { filename: 'menu.png' } },
  recordPermission: {
    body: { channel: 'whatsapp', purpose: 'marketing', kind: 'opt_in', evidence: 'Signed at the desk' },
  },
  previewBroadcast: { body: PLAN },
  createBroadcast: {
    body: { ...PLAN, clientId: 'client-id-1', name: 'May', perMinute: 60, startsAt: null },
  },
  steerBroadcast: { body: { status: 'paused' } },
  reactToMessage: { body: { clientId: 'client-id-1', emoji: '👍' } },
  sendProducts: { body: { clientId: 'client-id-1', text: 'Today', products: [] } },
  sendForm: { body: { clientId: 'client-id-1', text: 'When?', button: 'Open', flow: '77' } },
  hideComment: { body: { clientId: 'client-id-1', isHidden: true } },
  createArticle: { body: { ...ARTICLE, kind: 'page', clientId: 'client-id-1' } },
  createQuestions: {
    body: {
      ...{ clientId: 'client-id-2', language: 'en', audience: 'public', isPublished: true },
      questions: [{ question: 'When are you open?', answer: 'From nine to five.', alternates: [] }],
    },
  },
  updateArticle: { body: { ...ARTICLE, expect: 1 } },
  publishArticle: { body: { version: 1, expect: 1 } },
  publishTogether: { body: { articles: [{ articleId: newId(), expect: 1 }] } },
  listGatesTogether: { body: { articleIds: [newId()] } },
  getArticleVersion: { query: { version: 1 } },
  tryAnswer: { body: { question: 'Where is my money?', language: 'en', internal: true } },
  dismissGap: { body: { asked: [{ answerId: newId(), part: 0 }] } },
  decideSuggestion: { body: { article: null } },
  addLinkHost: { body: { host: 'shop.example' } },
  removeLinkHost: { body: { host: 'shop.example' } },
  putExceptionalDay: { params: { day: '2099-12-25' }, body: { name: 'Christmas', hours: [] } },
  deleteExceptionalDay: { params: { day: '2099-12-25' } },
  // Nothing listens there, and it is refused anyhow.
  addSource: { body: { ...SOURCE, url: 'http://127.0.0.1:9/', clientId: 'client-id-1' } },
  addFileSource: { query: { filename: 'menu.txt', clientId: 'client-id-2' } },
  replaceSourceFile: { query: { filename: 'menu.txt' } },
  changeSource: { body: SOURCE },
  testQuestion: { body: { question: 'Where is my money?', language: 'en', internal: true } },
  rateAnswer: { body: { rating: 'bad', why: 'It is older' } },
  settleQuestion: { body: { part: 0, isSettled: true } },
  addNote: { body: { clientId: 'client-id-1', text: 'Call back' } },
  assignConversation: { body: { assigneeId: null } },
  markRead: { body: { seq: 1 } },
  assist: { body: { task: 'draft' } },
  addTag: { body: { tag: 'vip' } },
  removeTag: { body: { tag: 'vip' } },
  renameTag: { body: { tag: 'vip', to: 'regular' } },
  deleteTag: { body: { tag: 'vip' } },
  readAlarms: { body: { alarmIds: [newId()] } },
  setBursts: { body: { bursts: true } },
  setSignedIdentity: { body: { mode: 'optional' } },
  addIdentityKey: { body: { type: 'secret' } },
  setGreeting: { body: { greeting: { en: 'Hello', es: '', pt: '' } } },
  beginConnection: {
    body: {
      ...{ channel: 'messenger', app: { id: 'nobody', secret: null }, pageId: '101710540000001' },
      credential: { type: 'token', token: 'token-of-a-page' },
    },
  },
  checkConnection: { body: { ticket: 'none', step: 'token' } },
  finishConnection: { body: { ticket: 'none', name: 'Page', backendId: null } },
  createWidget: { body: { name: 'Site', allowedOrigins: ['https://example.com'], backendId: newId() } },
  changeInbox: { body: { name: 'Shop', backendId: null, allowedOrigins: null, catalogId: null } },
  pauseInbox: { body: { isPaused: true } },
  replaceToken: { body: { token: 'another-token' } },
  sendTestMessage: { body: { to: '+598 99 123 456' } },
  createApiKey: { body: { name: 'CI', scopes: ['backends:read'], expiresAt: null } },
  deployVersion: {
    body: { bundle: 'x', hash: '0'.repeat(64), sourceMap: null, sourceHash: null, note: null },
  },
  deployRemoteVersion: {
    body: { url: 'https://127.0.0.1/hilo', secret: 'x'.repeat(32), name: null, note: null },
  },
  promoteVersion: { body: { versionId: newId(), expect: null } },
  rollBack: { body: { expect: null } },
  setSplit: { body: { split: null, expect: null } },
  setDraft: { body: { draft: null } },
  migrateRuns: { body: { fromVersionId: newId(), toVersionId: newId() } },
  putConfig: { body: { config: {}, expect: 1 } },
  putSecret: { body: { value: 'canary-value' } },
  cancelRun: { body: { reason: 'Wrong day' } },
  retryRun: { body: EXPECT },
  retryRuns: { body: { runs: [{ runId: newId(), ...EXPECT }] } },
  skipStep: { body: { position: '0001', value: null, ...EXPECT } },
  handOffRun: { body: { reason: 'Too hard', ...EXPECT } },
  putAiProvider: { body: PROVIDER },
  putAiPrices: {
    body: {
      models: [{ model: 'm', input: 1, cached: 1, output: 1, minute: null, isInstead: false }],
    },
  },
  putAiMedia: { body: { voice: NOBODY, pictures: NOBODY } },
  chooseMeaning: { body: { provider: 'nobody-has-it' } },
  estimateMeaning: { query: { provider: 'nobody-has-it' } },
  writeAiInstruction: { body: { words: INSTRUCTIONS, expect: 0 } },
  rehearseAnswer: { body: { answerId: newId(), isDraft: true } },
  putAiTool: { body: { ...A_TOOL, expect: 0 } },
  putBackendTool: { body: BACKEND_TOOL },
  tryAiTool: { body: { expect: 7 } },
  tryBackendTool: { body: { version: 'another', isConfirmed: true } },
  decideAiToolCall: { body: { isApproved: false } },
  repeatAiToolCall: { body: { isRepeated: false } },
  publishAiInstruction: { body: { publish: 1, expect: 0 } },
  orderAiProviders: { body: { names: ['nobody-has-it'] } },
  createTestSet: { body: { ...TEST_SET, clientId: 'client-id-1' } },
  changeTestSet: { body: TEST_SET },
  putTestCase: { body: TEST_CASE },
  importTestCases: { body: { format: 'json', text: JSON.stringify([TEST_CASE]) } },
  beginEvaluation: { body: { clientId: 'client-id-1', draft: null } },
  publishSource: { body: { clientId: 'client-id-1' } },
  cancelEvaluation: { body: { status: 'cancelled' } },
  putAiBudget: {
    params: { scope: 'day' },
    body: { steps: null, seconds: null, tokens: 1_000, microUsd: null },
  },
}

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const nobody = callerOf(server.url, '')
let orgId: Id
let ada: Caller
let foreign: Record<
  | 'conversationId'
  | 'messageId'
  | 'runId'
  | 'name'
  | 'secret'
  | 'apiKeyId'
  | 'inboxId'
  | 'keyId'
  | 'mediaId'
  | 'templateId'
  | 'contactId'
  | 'eventId'
  | 'broadcastId'
  | 'articleId'
  | 'pictureId'
  | 'callId'
  | 'tool'
  | 'answerId'
  | 'suggestionId'
  | 'setId'
  | 'caseId'
  | 'evaluationId'
  | 'sourceId',
  string
> & {
  conversationId: Id
}

beforeAll(async () => {
  orgId = await anOrg(server.db)
  ada = await server.signIn(orgId, { role: 'owner' })
  foreign = await aForeignOrg()
})

async function aForeignOrg(): Promise<typeof foreign> {
  const theirs = await anOrg(server.db)
  const inbox = await anInbox(server.db, theirs, { settings: { wabaId: '1' } })
  const { conversationId, contactId } = await aConversation(server.db, inbox)
  const ben = await server.signIn(theirs)
  const { id: messageId } = await ben.call(api.sendMessage, {
    params: { conversationId },
    body: { clientId: 'of-the-others', text: 'Hello' },
  })
  const owner = await server.signIn(theirs, { role: 'owner' })
  const { apiKey } = await owner.call(api.createApiKey, WELL_FORMED.createApiKey)
  await owner.call(api.putAiProvider, { params: { name: 'of-the-others' }, ...WELL_FORMED.putAiProvider })
  const secret = 'CALENDAR_TOKEN'
  await aBackend(server.db, theirs, { name: 'of-the-others', tools: [A_DECLARED_TOOL] })
  await owner.call(api.putSecret, { params: { name: 'of-the-others', secret }, ...WELL_FORMED.putSecret })
  return {
    ...{ conversationId, messageId, runId: newId(), inboxId: inbox.id, keyId: newId() },
    mediaId: await aFile(theirs, conversationId),
    templateId: await aTemplate(server.db, inbox),
    contactId,
    eventId: newId(),
    broadcastId: await aBroadcast(server.db, inbox),
    articleId: (await anArticle(server.db, theirs)).id,
    pictureId: await aPicture(theirs),
    ...(await anEvaluation(owner)),
    callId: await aToolCall(server.db, inbox, { conversationId }),
    answerId: await anOpenQuestion(server.db, inbox, { conversationId }),
    suggestionId: conversationId,
    sourceId: await aSource(theirs),
    ...{ name: 'of-the-others', tool: A_DECLARED_TOOL.name, secret, apiKeyId: apiKey.id },
  }
}

async function anEvaluation(
  owner: Caller,
): Promise<Pick<typeof foreign, 'setId' | 'caseId' | 'evaluationId'>> {
  const { id: setId } = await owner.call(api.createTestSet, WELL_FORMED.createTestSet)
  const { cases } = await owner.call(api.importTestCases, {
    params: { setId },
    ...WELL_FORMED.importTestCases,
  })
  const begun = await owner.call(api.beginEvaluation, { params: { setId }, ...WELL_FORMED.beginEvaluation })
  return { setId, caseId: cases[0]?.id ?? '', evaluationId: begun.id }
}

describe('every endpoint', () => {
  test('has one handler, and every handler an endpoint', () => {
    const bound = ROUTES.map(({ contract }) => contract)

    expect(bound.length).toBe(contracts.length)
    expect(new Set(bound)).toEqual(new Set(contracts.map(([, contract]) => contract)))
  })

  test.each(contracts)('%s says what it does, who may and how it fails', (_, contract) => {
    expect(contract.path).toMatch(/^\/v1\/[a-z]/)
    expect(contract.summary).toMatch(/^[A-Z].{5,}[^.]$/)
    expect(ROLE_PERMISSIONS.owner.has(contract.permission)).toBe(true)
    const isIdentified = /:(\w+Id)/.test(contract.path)
    if (isIdentified) expect(contract.errors).toContain('not_found')
    if (contract.body || contract.query) expect(contract.errors).toContain('invalid_request')
  })

  test.each(contracts)('%s answers 401 without a session', async (name, contract) => {
    const { status, body } = await nobody.send(contract.method, pathOf(contract, WELL_FORMED[name]), {
      ...(contract.body ? { body: WELL_FORMED[name]?.body } : {}),
    })

    expect(status).toBe(401)
    expect(body).toEqual({
      code: 'not_authenticated',
      message: 'Sign in to go on.',
      requestId: expect.any(String),
    })
  })

  test.each(contracts)('%s answers 403 to whoever is no member of the org', async (name, contract) => {
    const theirs = await orgOf(foreign.conversationId)
    for (const named of [theirs, newId(), 'no-uuid', '']) {
      const { status } = await ada.send(contract.method, pathOf(contract, WELL_FORMED[name]), {
        headers: inOrg(named),
        ...(contract.body ? { body: WELL_FORMED[name]?.body } : {}),
      })

      expect(status).toBe(403)
    }
  })

  test.each(contracts)('%s never ends in a failure of the server', async (name, contract) => {
    const odd = ['%00', '%EF%BF%BD', '99999999999999999999', '-1', '1e400', "'", '{}', '%F0%9F%8D%9D']
    for (const value of odd) {
      const search = Object.keys((contract.query as { shape?: object } | undefined)?.shape ?? {})
      for (const key of search) {
        const { status } = await ada.send('GET', `${pathOf(contract, WELL_FORMED[name])}?${key}=${value}`)
        expect(status, `${key}=${value}`).toBeLessThan(500)
      }
      const path = contract.path.replaceAll(/:\w+/g, value)
      expect((await ada.send(contract.method, path)).status, path).toBeLessThan(500)
    }
  })
})

describe('an endpoint with an id', () => {
  test.each(withParams)(
    '%s answers 404 for what belongs to another org, and changes nothing',
    async (name, contract) => {
      const before = await rowsOf(foreign.conversationId)
      const input = { ...WELL_FORMED[name], params: foreign }

      expect(await ada.refusal(contract, input)).toBe('not_found')
      expect(await rowsOf(foreign.conversationId)).toEqual(before)
    },
  )

  test.each(withParams)(
    '%s answers for a foreign id as it does for one that nobody has',
    async (name, contract) => {
      const input = (params: Record<string, Id>) => pathOf(contract, { ...WELL_FORMED[name], params })
      const body = contract.body ? { body: WELL_FORMED[name]?.body } : {}
      const strange = await ada.send(contract.method, input(foreign), body)
      const unknown = await ada.send(contract.method, input({}), body)

      expect(withoutId(strange.body)).toEqual(withoutId(unknown.body))
    },
  )

  test.each(withParams)('%s answers 400 with a sentence for what is no id', async (name, contract) => {
    const ids = { conversationId: 'x', messageId: 'x', runId: 'x', apiKeyId: 'x', inboxId: 'x', mediaId: 'x' }
    const params = {
      ...ids,
      keyId: 'x',
      templateId: 'x',
      contactId: 'x',
      broadcastId: 'x',
      articleId: 'x',
      pictureId: 'x',
      ...{ setId: 'x', caseId: 'x', evaluationId: 'x' },
      callId: 'x',
      answerId: 'x',
      suggestionId: 'x',
      sourceId: 'x',
      name: 'X',
      secret: '!',
    }
    const body = contract.body ? { body: WELL_FORMED[name]?.body } : {}
    const answer = await ada.send(contract.method, pathOf(contract, { ...WELL_FORMED[name], params }), body)

    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(/(Id|name): .+/),
    })
  })
})

describe('an endpoint with a body', () => {
  test.each(withBody)('%s refuses keys it does not know, and what is no object', async (name, contract) => {
    const path = pathOf(contract, WELL_FORMED[name])
    const good = WELL_FORMED[name]?.body as Record<string, unknown>
    for (const key of ['orgId', 'org_id', 'role', 'memberId', 'version'].filter((one) => !(one in good))) {
      const { status, body } = await ada.send(contract.method, path, { body: { ...good, [key]: newId() } })
      expect([status, body], key).toEqual([400, expect.objectContaining({ code: 'invalid_request' })])
      expect((body as { message: string }).message).toContain(key)
    }
    for (const body of ['null', '[]', '"text"', '{}', '{', '', '{"__proto__":{"admin":true}}']) {
      const { status } = await ada.send(contract.method, path, {
        body,
        headers: { 'content-type': 'application/json' },
      })
      expect(status, body).toBe(400)
    }
  })

  test.each(withBody)('%s refuses a body of another type', async (name, contract) => {
    const body = JSON.stringify(WELL_FORMED[name]?.body)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await ada.send(contract.method, pathOf(contract, WELL_FORMED[name]), {
        body,
        headers: { 'content-type': type },
      })
      expect(answer.status, type).toBe(400)
    }
  })
})

test.each(withQuery)('%s refuses what it does not know in the query', async (name, contract) => {
  const query = { ...WELL_FORMED[name]?.query, org_id: newId() }

  expect(await ada.refusal(contract, { query })).toBe('invalid_request')
})

test.each(changing)('%s obeys no page of another site', async (name, contract) => {
  const body = contract.body ? { body: WELL_FORMED[name]?.body } : {}
  for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`, 'http://127.0.0.1:1']) {
    const headers = { origin }
    const answer = await ada.send(contract.method, pathOf(contract, WELL_FORMED[name]), { ...body, headers })
    expect(answer.status, origin).toBe(403)
  }
})

describe('every error an endpoint declares is one it gives', () => {
  const declared = contracts.flatMap(([name, { errors }]) =>
    errors.map((code): [Name, ErrorCode] => [name, code]),
  )

  test.each(declared)('%s: %s', async (name, code) => {
    const contract = api[name] as Contract
    const arrange = SPECIAL[`${name} ${code}`] ?? GENERAL[code]

    expect(await ada.refusal(contract, await arrange?.(name))).toBe(code)
  })

  const GENERAL: Partial<Record<ErrorCode, (name: Name) => Promise<Input>>> = {
    not_found: async (name) => WELL_FORMED[name] ?? {},
    invalid_request: async (name) =>
      (api[name] as Contract).body ? { body: {} } : { query: { ...WELL_FORMED[name]?.query, nonsense: '1' } },
  }
  const SPECIAL: Partial<Record<string, (name: Name) => Promise<Input>>> = {
    'finishConnection not_found': aTicket,
    'changeInbox conflict': async (name) => {
      const { params } = await instructionsReadBefore(name)
      return { params, body: { ...(WELL_FORMED[name]?.body as object), purpose: 'Orders' } }
    },
    'setSignedIdentity conflict': async (name) => ({ ...WELL_FORMED[name], params: await aSite() }),
    'addIdentityKey conflict': async (name) => {
      const params = await aSite()
      for (const input of [WELL_FORMED[name], WELL_FORMED[name]])
        await ada.call(api.addIdentityKey, { ...input, params })
      return { ...WELL_FORMED[name], params }
    },
    'removeIdentityKey conflict': async () => {
      const params = await aSite()
      const { identity } = await ada.call(api.addIdentityKey, { ...WELL_FORMED.addIdentityKey, params })
      await ada.call(api.setSignedIdentity, { ...WELL_FORMED.setSignedIdentity, params })
      return { params: { ...params, keyId: identity.keys[0]?.id as Id } }
    },
    'listLog not_found': async () => ({ query: { backend: 'nobody' } }),
    'getMediaLink conflict': async () => {
      const { conversationId } = await anOpenOne()
      return { params: { mediaId: await aFile(orgId, conversationId) } }
    },
    'putIntoWords conflict': async () => {
      const params = await anOpenOne()
      const { items } = await ada.call(api.getTimeline, { params })
      return { params: { ...params, messageId: items[0]?.id ?? newId() } }
    },
    'recordPermission conflict': async (name) => ({
      params: { contactId: await aContact(server.db, await anInbox(server.db, orgId, { channel: 'web' })) },
      ...WELL_FORMED[name],
    }),
    'addTag conflict': async (name) => {
      const params = await anOpenOne()
      await server.db.withOrg(orgId, async (tx) => {
        for (let nth = 0; nth < CONVERSATION_TAGS_MAX; nth++)
          await putTag(tx, params.conversationId, `tag ${nth}`)
      })
      return { params, ...WELL_FORMED[name] }
    },
    'renameTag conflict': async () => {
      const { conversationId } = await anOpenOne()
      await server.db.withOrg(orgId, async (tx) => {
        for (const tag of ['late', 'lost']) await putTag(tx, conversationId, tag)
      })
      return { body: { tag: 'late', to: 'Lost' } }
    },
    'sendMessage conflict': closed,
    'sendTemplate conflict': closed,
    'syncTemplates conflict': async () => ({
      params: { inboxId: (await anInbox(server.db, orgId)).id },
    }),
    'sendMessage opt_in_missing': stopped,
    'retryMessage opt_in_missing': async (name) => {
      const params = await anOpenOne()
      const { id } = await ada.call(api.sendMessage, { params, ...WELL_FORMED.sendMessage })
      return { ...WELL_FORMED[name], params: { ...(await optOut(params.conversationId)), messageId: id } }
    },
    'sendTemplate opt_in_missing': async () => {
      const inbox = await anInbox(server.db, orgId)
      const { conversationId } = await aConversation(server.db, inbox)
      const templateId = await aTemplate(server.db, inbox)
      const body = { clientId: 'client-id-1', templateId, values: { 1: 'Ana' } }
      return { params: await optOut(conversationId), body }
    },
    'sendMessage window_closed': outOfWindow,
    'uploadFile conflict': closed,
    'uploadFile window_closed': outOfWindow,
    'retryMessage conflict': async () => {
      const params = await anOpenOne()
      const { id } = await ada.call(api.sendMessage, { params, ...WELL_FORMED.sendMessage })
      return { params: { ...params, messageId: id } }
    },
    'hideComment conflict': async (name) => {
      const content = { type: 'comment', kind: 'comment', text: 'How much?', isHidden: true } as const
      const inbox = await anInbox(server.db, orgId, { channel: 'instagram' })
      const { conversationId } = await aConversation(server.db, inbox, { content })
      const { items } = await ada.call(api.getTimeline, { params: { conversationId } })
      return { ...WELL_FORMED[name], params: { conversationId, messageId: items[0]?.id as Id } }
    },
    'reactToMessage conflict': async (name) => ({
      ...(await aMessageIn({ ...WELL_FORMED[name], params: await anOpenOne() })),
      body: { clientId: 'client-id-1', emoji: null },
    }),
    'reactToMessage window_closed': async (name) => aMessageIn(await outOfWindow(name)),
    'reactToMessage opt_in_missing': async (name) => aMessageIn(await stopped(name)),
    'chooseMeaning conflict': async () => {
      await ada.call(api.putAiProvider, { params: { name: 'is-off' }, ...WELL_FORMED.putAiProvider })
      return { body: { provider: 'is-off' } }
    },
    'estimateMeaning conflict': async () => {
      await ada.call(api.putAiProvider, { params: { name: 'is-off-too' }, ...WELL_FORMED.putAiProvider })
      return { query: { provider: 'is-off-too' } }
    },
    'listProducts conflict': withoutAccount,
    'listForms conflict': withoutAccount,
    'listProducts unavailable': withCatalogue,
    'listForms unavailable': withCatalogue,
    'sendProducts conflict': closed,
    'sendForm conflict': closed,
    'sendForm window_closed': outOfWindow,
    'sendForm opt_in_missing': stopped,
    'sendProducts window_closed': async (name) => inInboxWithCatalogue(await outOfWindow(name)),
    'sendProducts opt_in_missing': async (name) => inInboxWithCatalogue(await stopped(name)),
    'takeThread conflict': async () => ({ params: await anOpenOne() }),
    'takeThread unavailable': ofOtherApp,
    'giveThreadBack conflict': async () => ({ params: await anOpenOne() }),
    'giveThreadBack unavailable': ofOtherApp,
    'retryMessage window_closed': async (name) => {
      const params = await anOpenOne()
      const { id } = await ada.call(api.sendMessage, { params, ...WELL_FORMED.sendMessage })
      await admin.query("update conversation set window_closes_at = now() - interval '1 s' where id = $1", [
        params.conversationId,
      ])
      return { ...WELL_FORMED[name], params: { ...params, messageId: id } }
    },
    'createTemplate conflict': withoutAccount,
    'editTemplate conflict': withoutAccount,
    'deleteTemplate conflict': withoutAccount,
    'uploadSample conflict': withoutAccount,
    'createTemplate unavailable': withAccount,
    'editTemplate unavailable': withAccount,
    'deleteTemplate unavailable': withAccount,
    'uploadSample unavailable': async (name) => ({ ...(await withAccount(name)), body: {} }),
    'previewBroadcast conflict': broadcastWithoutAccount,
    'createBroadcast conflict': broadcastWithoutAccount,
    'steerBroadcast conflict': async (name) => {
      const inbox = await anInbox(server.db, orgId, { settings: { wabaId: '1' } })
      return { ...WELL_FORMED[name], params: { broadcastId: await aBroadcast(server.db, inbox) } }
    },
    'createArticle conflict': async (name) => {
      const { id } = await ada.call(api.createArticle, WELL_FORMED[name])
      await ada.call(api.deleteArticle, { params: { articleId: id } })
      return WELL_FORMED[name] ?? {}
    },
    'createArticle not_found': async (name) => ({
      body: { ...(WELL_FORMED[name]?.body as object), clientId: 'client-id-3', variantOf: newId() },
    }),
    'tryAnswer not_found': async (name) => ({
      body: { ...(WELL_FORMED[name]?.body as object), inboxId: newId() },
    }),
    'createQuestions conflict': async (name) => {
      const { articles } = await ada.call(api.createQuestions, WELL_FORMED[name])
      await ada.call(api.deleteArticle, { params: { articleId: articles[0]?.id } })
      return WELL_FORMED[name] ?? {}
    },
    'decideSuggestion conflict': async () => {
      const inbox = await anInbox(server.db, orgId)
      const { conversationId } = await aConversation(server.db, inbox)
      const answerId = await anOpenQuestion(server.db, inbox, { conversationId })
      const body = { ...ARTICLE, kind: 'faq', clientId: `suggestion:${answerId}` }
      const { id: articleId } = await ada.call(api.createArticle, { body })
      await ada.call(api.deleteArticle, { params: { articleId } })
      return { params: { suggestionId: answerId }, body: { article: { ...ARTICLE, isPublished: true } } }
    },
    'addLinkHost conflict': async (name) => {
      const hosts = "select $1, 'h' || n from generate_series(1, $2::int) n"
      await admin.query(`insert into link_host (org_id, host) ${hosts}`, [orgId, LINK_HOSTS_MAX])
      return WELL_FORMED[name] ?? {}
    },
    'putExceptionalDay conflict': async (name) => {
      const days = "select $1, '2099-01-01'::date + n, 'Day', '[]' from generate_series(1, $2::int) n"
      await admin.query(`insert into exceptional_day (org_id, day, name, hours) ${days}`, [
        orgId,
        EXCEPTIONAL_DAYS_MAX,
      ])
      return WELL_FORMED[name] ?? {}
    },
    'orderAiProviders conflict': async (name) => WELL_FORMED[name] ?? {},
    'addSource conflict': aSourceDeleted,
    'addFileSource conflict': aSourceDeleted,
    'replaceSourceFile conflict': async (name) => ({
      ...WELL_FORMED[name],
      params: { sourceId: await aSource(orgId) },
    }),
    'startImport conflict': async () => ({ params: { sourceId: await aSource(orgId, 'running') } }),
    'publishSource conflict': async (name) => ({
      ...{ params: { sourceId: await aSource(orgId) } },
      ...WELL_FORMED[name],
    }),
    'cancelPublication conflict': async () => ({ params: { sourceId: await aSource(orgId) } }),
    'cancelImport conflict': async () => ({ params: { sourceId: await aSource(orgId) } }),
    'updateArticle conflict': anArticleReadBefore,
    'publishArticle conflict': anArticleReadBefore,
    'publishTogether not_found': async (name) => ({ ...WELL_FORMED[name] }),
    'publishTogether conflict': async () => {
      const { id: articleId } = await anArticle(server.db, orgId)
      return { body: { articles: [{ articleId, expect: 1_000 }] } }
    },
    'listGatesTogether not_found': async (name) => ({ ...WELL_FORMED[name] }),
    'writeAiInstruction conflict': instructionsReadBefore,
    'publishAiInstruction conflict': instructionsReadBefore,
    'createTestSet conflict': async (name) => {
      await ada.call(api.createTestSet, WELL_FORMED.createTestSet)
      return { body: { ...TEST_SET, clientId: `${name}-again` } }
    },
    'changeTestSet conflict': async (name) => {
      await ada.call(api.createTestSet, WELL_FORMED.createTestSet)
      return { ...(await aFullSet(name)), ...WELL_FORMED[name] }
    },
    'putTestCase conflict': aFullSet,
    'importTestCases conflict': aFullSet,
    'draftTestCase conflict': async () => {
      const content = { type: 'unsupported', kind: 'hologram' } as const
      const inbox = await anInbox(server.db, orgId)
      const { conversationId } = await aConversation(server.db, inbox, { content })
      return { params: { conversationId } }
    },
    'beginEvaluation conflict': async (name) => {
      const body = { ...TEST_SET, name: 'Without cases', clientId: 'client-id-2' }
      const { id: setId } = await ada.call(api.createTestSet, { body })
      return { params: { setId }, ...WELL_FORMED[name] }
    },
    'cancelEvaluation conflict': async (name) => {
      const params = await anEvaluation(ada)
      await admin.query("update evaluation set status = 'done' where id = $1", [params.evaluationId])
      return { params, ...WELL_FORMED[name] }
    },
    'putAiTool conflict': async (name) => {
      await ada.call(api.putAiTool, { params: { name: 'order_status' }, ...WELL_FORMED[name] })
      return { params: { name: 'order_status' }, ...WELL_FORMED[name] }
    },
    'tryAiTool conflict': async (name) => {
      const params = { name: `tried_${newId()}` }
      await ada.call(api.putAiTool, { params, ...WELL_FORMED.putAiTool })
      return { params, ...WELL_FORMED[name] }
    },
    'putBackendTool conflict': async (name) => {
      await aBackend(server.db, orgId, { name: 'shop', tools: [A_DECLARED_TOOL] })
      const params = { name: 'shop', tool: A_DECLARED_TOOL.name }
      await ada.call(api.putBackendTool, { params, ...WELL_FORMED[name] })
      return { params, ...WELL_FORMED[name] }
    },
    'tryBackendTool conflict': async (name) => {
      await aBackend(server.db, orgId, { name: 'tried', tools: [A_DECLARED_TOOL] })
      return { params: { name: 'tried', tool: A_DECLARED_TOOL.name }, ...WELL_FORMED[name] }
    },
    'repeatAiToolCall conflict': async (name) => {
      const inbox = await anInbox(server.db, orgId)
      const { conversationId } = await aConversation(server.db, inbox)
      return {
        params: { callId: await aToolCall(server.db, inbox, { conversationId }) },
        ...WELL_FORMED[name],
      }
    },
    'decideAiToolCall conflict': async (name) => {
      const inbox = await anInbox(server.db, orgId)
      const { conversationId } = await aConversation(server.db, inbox)
      const params = { callId: await aToolCall(server.db, inbox, { conversationId }) }
      await ada.call(api.decideAiToolCall, { params, ...WELL_FORMED[name] })
      return { params, ...WELL_FORMED[name] }
    },
    'promoteVersion conflict': async () => {
      const { name, before } = await aBackendOfTwo()
      return { params: { name }, body: { versionId: before, expect: null } }
    },
    'rollBack conflict': async () => {
      const { name } = await aBackendOfTwo()
      return { params: { name }, body: { expect: null } }
    },
    'setSplit conflict': async () => {
      const { name, active } = await aBackendOfTwo()
      return { params: { name }, body: { split: { versionId: active, percent: 10 }, expect: active } }
    },
    'setDraft conflict': async () => {
      const { name, before } = await aBackendOfTwo()
      await admin.query('update backend set active_version_id = null where name = $1', [name])
      return { params: { name }, body: { draft: { versionId: before, contactIds: [newId()] } } }
    },
    'migrateRuns conflict': async () => {
      const { name, active } = await aBackendOfTwo()
      return { params: { name }, body: { fromVersionId: active, toVersionId: active } }
    },
    'putConfig conflict': async () => {
      const { name } = await aBackendOfTwo()
      return { params: { name }, body: { config: {}, expect: 99 } }
    },
    'takeOver conflict': closed,
    'handBack conflict': async () => ({ params: await anOpenOne() }),
    'cancelRun conflict': anEndedRun,
    'retryRun conflict': anEndedRun,
    'skipStep conflict': anEndedRun,
    'handOffRun conflict': anEndedRun,
    'assignConversation conflict': closed,
    'reopenConversation conflict': async () => {
      const { sender, conversationId, inbox } = await aClosedOne()
      await admin.query("update conversation set closed_at = now() - interval '8 days' where id = $1", [
        conversationId,
      ])
      await receive(server.db, inbox, anInbound('Hello again', { sender }))
      return { params: { conversationId } }
    },
  }
})

async function aSite(): Promise<{ inboxId: Id }> {
  return { inboxId: (await anInbox(server.db, orgId, { channel: 'web', account: newId() })).id }
}

/** An inbox that has no templates of a platform. */
async function withoutAccount(name: Name): Promise<Input> {
  return withTemplate(name, {})
}

/** One whose platform does not answer. */
/** Its platform answers nobody. */
async function ofOtherApp(): Promise<Input> {
  const inbox = await anInbox(server.db, orgId, { channel: 'messenger' })
  const { conversationId } = await aConversation(server.db, inbox)
  const held = "update conversation set thread_owner = '7', thread_taken_from = '7' where id = $1"
  await admin.query(held, [conversationId])
  return { params: { conversationId } }
}

async function withAccount(name: Name): Promise<Input> {
  return withTemplate(name, { wabaId: '1', appId: '1' })
}

async function withCatalogue(name: Name): Promise<Input> {
  return withTemplate(name, { wabaId: '1', appId: '1', catalogId: '1' })
}

async function inInboxWithCatalogue(input: Input): Promise<Input> {
  const { conversationId } = input.params as { conversationId: Id }
  const { inbox } = await ada.call(api.getConversation, { params: { conversationId } })
  const body = { name: inbox.name, backendId: null, allowedOrigins: null, catalogId: '123' }
  await ada.call(api.changeInbox, { params: { inboxId: inbox.id }, body })
  return input
}

async function withTemplate(name: Name, settings: InboxSettings): Promise<Input> {
  const inbox = await anInbox(server.db, orgId, { settings })
  return {
    ...WELL_FORMED[name],
    params: { inboxId: inbox.id, templateId: await aTemplate(server.db, inbox) },
  }
}

async function broadcastWithoutAccount(name: Name): Promise<Input> {
  const { id: inboxId } = await anInbox(server.db, orgId)
  const body = WELL_FORMED[name]?.body as object
  return { body: { ...body, inboxId } }
}

async function aFullSet(name: Name): Promise<Input> {
  const body = { ...TEST_SET, name: `Full ${newId()}`, clientId: `full-${newId()}` }
  const { id: setId } = await ada.call(api.createTestSet, { body })
  const text = JSON.stringify(Array(CASES_MAX).fill(TEST_CASE))
  await ada.call(api.importTestCases, { params: { setId }, body: { format: 'json', text } })
  return { ...WELL_FORMED[name], params: { setId, caseId: newId() } }
}

async function anArticleReadBefore(name: Name): Promise<Input> {
  return { ...WELL_FORMED[name], params: { articleId: (await anArticle(server.db, orgId)).id } }
}

async function instructionsReadBefore(name: Name): Promise<Input> {
  const { id } = await anInbox(server.db, orgId)
  const params = { inboxId: id }
  await ada.call(api.writeAiInstruction, { params, ...WELL_FORMED.writeAiInstruction })
  return { ...WELL_FORMED[name], params }
}

async function stopped(name: Name): Promise<Input> {
  const { conversationId } = await anOpenOne()
  return { ...WELL_FORMED[name], params: await optOut(conversationId) }
}

async function optOut(conversationId: Id): Promise<{ conversationId: Id }> {
  const { contact, inbox } = await ada.call(api.getConversation, { params: { conversationId } })
  const body = { channel: inbox.channel, purpose: 'all', kind: 'opt_out', evidence: 'Told at the desk' }
  await ada.call(api.recordPermission, { params: { contactId: contact.id }, body })
  return { conversationId }
}

async function aTicket(): Promise<Input> {
  const app = { id: `app-${newId()}`, secret: 'secret-of-the-app' }
  const begun = await ada.call(api.beginConnection, {
    body: { ...(WELL_FORMED.beginConnection?.body as object), app },
  })
  return { body: { ticket: begun.ticket, name: 'Page', backendId: newId() } }
}

async function aBackendOfTwo(): Promise<{ name: string; before: Id; active: Id }> {
  const name = `of-two-${newId()}`
  const { versionId: before } = await aBackend(server.db, orgId, { name })
  const { versionId: active } = await aBackend(server.db, orgId, { name })
  return { name, before, active }
}

async function anEndedRun(name: Name): Promise<Input> {
  const { backendId } = await aBackend(server.db, orgId)
  const inbox = await anInbox(server.db, orgId, { backendId })
  const { conversationId } = await aConversation(server.db, inbox)
  await ada.call(api.closeConversation, { params: { conversationId } })
  const { runs } = await ada.call(api.listRuns, { params: { conversationId } })
  return { ...WELL_FORMED[name], params: { runId: runs[0]?.id as Id } }
}

async function anOpenOne(): Promise<{ conversationId: Id }> {
  const { conversationId } = await aConversation(server.db, await anInbox(server.db, orgId))
  return { conversationId }
}

async function aClosedOne() {
  const inbox = await anInbox(server.db, orgId)
  const { conversationId, sender } = await aConversation(server.db, inbox)
  await ada.call(api.closeConversation, { params: { conversationId } })
  return { conversationId, sender, inbox }
}

async function closed(name: Name): Promise<Input> {
  const { conversationId } = await aClosedOne()
  return { ...WELL_FORMED[name], params: { conversationId } }
}

async function outOfWindow(name: Name): Promise<Input> {
  const sentAt = new Date(Date.now() - 25 * 3_600_000)
  const { conversationId } = await aConversation(server.db, await anInbox(server.db, orgId), { sentAt })
  return { ...WELL_FORMED[name], params: { conversationId } }
}

/** The first message of a conversation, beside what names that. */
async function aMessageIn({ params, ...input }: Input): Promise<Input> {
  const { conversationId } = params as { conversationId: Id }
  const { items } = await ada.call(api.getTimeline, { params: { conversationId } })
  const [message] = items.filter(({ type }) => type === 'message')
  return { ...input, params: { conversationId, messageId: message?.id as Id } }
}

/** A file that is being fetched. */
async function aFile(org: Id, conversationId: Id): Promise<Id> {
  const id = newId()
  await admin.query("insert into media (org_id, id, conversation_id, status) values ($1, $2, $3, 'due')", [
    ...[org, id, conversationId],
  ])
  return id
}

async function aPicture(org: Id): Promise<Id> {
  const id = newId()
  await admin.query(
    "insert into article_picture (org_id, id, status, mime_type, size) values ($1, $2, 'stored', 'image/png', 1)",
    [org, id],
  )
  return id
}

/** A page that was read, or is being read by nobody. */
async function aSource(org: Id, status = 'done', clientId: string = newId()): Promise<Id> {
  const id = newId()
  const settings = encode({ ...SOURCE, url: 'https://example.com/', filename: null })
  await admin.query(
    `insert into source (org_id, id, kind, name, origin, client_id, settings)
     values ($1, $2, 'page', $3, 'page', $4, $5)`,
    [org, id, id, clientId, settings],
  )
  await admin.query(
    "insert into source_import (org_id, id, source_id, cause, status) values ($1, $2, $3, 'member', $4)",
    [org, newId(), id, status],
  )
  return id
}

/** One with the client id that is asked for was deleted since. */
async function aSourceDeleted(name: Name): Promise<Input> {
  const given = WELL_FORMED[name] as { body?: { clientId: string }; query?: { clientId: string } }
  const sourceId = await aSource(orgId, 'done', (given.body ?? given.query)?.clientId)
  await ada.call(api.deleteSource, { params: { sourceId } })
  return name === 'addFileSource' ? { ...given, body: 'A menu.' } : (given as Input)
}

async function orgOf(conversationId: Id): Promise<Id> {
  const { rows } = await admin.query('select org_id from conversation where id = $1', [conversationId])
  return rows[0].org_id
}

/** Everything the conversation is made of, to see whether it was touched. */
async function rowsOf(conversationId: Id): Promise<unknown> {
  const tables = ['message', 'note', 'conversation_event']
  const others = [
    'inbox',
    'article',
    'source',
    'source_import',
    'source_publication',
    'article_version',
    'posting',
    'template',
    'api_key',
    'backend',
    'backend_version',
    'backend_secret',
    'backend_config',
  ]
  const parts = tables.map((table) => `(select count(*) from ${table} where conversation_id = c.id)`)
  // The delivery is left out: the server is trying to send it.
  const sql = `select status, holder, assignee_id, read_seq, seq, turn_epoch, ${parts.join()} from conversation c where id = $1`
  const counts = others.map(
    (table) => `(select md5(string_agg(t::text, ',' order by t::text)) from ${table} t)`,
  )
  const { rows } = await admin.query(`select ${counts.join()}`)
  return [rows, (await admin.query(sql, [conversationId])).rows]
}

function withoutId(body: unknown): unknown {
  const { requestId: _, ...rest } = body as Record<string, unknown>
  return rest
}
