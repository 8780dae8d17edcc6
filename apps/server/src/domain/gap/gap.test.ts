import { type AnswerMode, type GapAsked, type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import {
  aConversation,
  aMember,
  anArticle,
  anInbound,
  anInbox,
  anOpenQuestion,
  anOrg,
  receive,
} from '../../testing/factories.ts'
import { NOBODY } from '../actor/actor.ts'
import { getArticle } from '../article/article.ts'
import { publishArticle } from '../article/publish.ts'
import { updateArticle } from '../article/update.ts'
import { addNote } from '../conversation/add-note.ts'
import { closeConversation } from '../conversation/close.ts'
import { sendMessage } from '../message/send.ts'
import { decideSuggestion } from '../suggestion/decide.ts'
import { listSuggestions } from '../suggestion/list.ts'
import { dismissGap } from './dismiss.ts'
import { listGaps } from './list.ts'

const { db } = await testDatabase()

test('what was asked and not found is listed by how often, until it is dismissed, and again when asked again', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const ask = async (question: string, language = 'en') => {
    const { conversationId } = await aConversation(db, inbox)
    return anOpenQuestion(db, inbox, { conversationId, question, language })
  }
  const list = () => db.withOrg(orgId, (tx) => listGaps(tx, 'quoting'))
  const dismiss = (asked: readonly GapAsked[], org = orgId) =>
    db.withOrg(org, (tx) => dismissGap(tx, { asked, actor: NOBODY }))
  await ask('Is there parking?')
  await ask('Do you deliver to Norway?')
  await ask('do you deliver in Norway, I am ana@example.com')

  const { gaps } = await list()
  expect(gaps.map(({ question, others, count, now }) => [question, others.length, count, now])).toEqual([
    ['do you deliver in Norway, I am [email_1]', 1, 2, 'missing'],
    ['Is there parking?', 0, 1, 'missing'],
  ])
  await anArticle(db, orgId, { kind: 'faq', title: 'Is there parking?', body: 'Behind the house.' })
  expect((await list()).gaps[1]?.now).toBe('answered')
  // Whether a model sees an answer in it nobody knows before it was asked.
  expect((await db.withOrg(orgId, (tx) => listGaps(tx, 'model'))).gaps[1]?.now).toBe('found')

  expect(await dismiss(gaps[0]?.asked ?? [], await anOrg(db))).toBe(0)
  expect(await dismiss(gaps[0]?.asked ?? [])).toBe(2)
  expect(await dismiss(gaps[0]?.asked ?? [])).toBe(0)
  expect((await list()).gaps).toHaveLength(1)
  await ask('Do you deliver to Norway?')
  expect((await list()).gaps.map(({ count }) => count)).toEqual([1, 1])
})

test('what the model was shown and saw no answer in is no news, until its article says something else', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const { conversationId } = await aConversation(db, inbox)
  const question = 'Is there parking?'
  const made = await anArticle(db, orgId, { kind: 'faq', title: question, body: 'Behind.' })
  const { id: articleId, revision } = made
  const candidates = [{ articleId, version: 1 }]
  await anOpenQuestion(db, inbox, { conversationId, question, reason: 'model_declined', candidates })
  const now = async (mode: AnswerMode) =>
    (await db.withOrg(orgId, (tx) => listGaps(tx, mode))).gaps.map((gap) => gap.now)

  expect(await now('model')).toEqual(['missing'])
  // What is quoted asks no model.
  expect(await now('quoting')).toEqual(['answered'])
  await db.withOrg(orgId, async (tx) => {
    const words = { language: 'en', audience: 'public' as const, title: question, alternates: [] }
    const change = { articleId, expect: revision, words: { ...words, body: 'Behind the house, for free.' } }
    const next = await updateArticle(tx, NOBODY, change)
    await publishArticle(tx, NOBODY, { articleId, version: next.version, expect: next.revision })
  })
  expect(await now('model')).toEqual(['found'])
})

test('of two questions that were asked at once that is a gap which no article says', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const { conversationId } = await aConversation(db, inbox)
  const title = 'Do you rent bicycles by the hour?'
  await anArticle(db, orgId, { kind: 'faq', title, body: 'Yes.' })
  const question = `${title} Do you repair old pianos?`
  const answerId = await anOpenQuestion(db, inbox, { conversationId, question, language: 'en' })

  const { gaps } = await db.withOrg(orgId, (tx) => listGaps(tx, 'quoting'))
  expect(gaps).toMatchObject([
    { question: 'Do you repair old pianos?', count: 1, asked: [{ answerId, part: 2 }] },
  ])
})

test('of questions that were asked at once each is decided about by itself', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const { conversationId } = await aConversation(db, inbox)
  const title = 'Do you rent bicycles by the hour?'
  await anArticle(db, orgId, { kind: 'faq', title, body: 'Yes.' })
  const question = `Do you ship to Peru? Can I pay with PIX? ${title}`
  await anOpenQuestion(db, inbox, { conversationId, question, reason: 'verify_failed' })
  const list = async () => (await db.withOrg(orgId, (tx) => listGaps(tx, 'quoting'))).gaps
  const dismiss = async (wanted: string) => {
    const asked = (await list()).find((gap) => gap.question === wanted)?.asked ?? []
    const once = () => db.withOrg(orgId, (tx) => dismissGap(tx, { asked, actor: NOBODY }))
    return [await once(), await once()]
  }

  expect(await dismiss('Can I pay with PIX?')).toEqual([1, 0])
  // What failed was no lack of articles: that one is found says nothing.
  expect((await list()).map((gap) => gap.question)).toEqual(['Do you ship to Peru?', title])
  expect(await dismiss(title)).toEqual([1, 0])
  expect((await list()).map((gap) => gap.question)).toEqual(['Do you ship to Peru?'])
})

test('what members answered in place of AI becomes one article, in the words that are approved', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { channel: 'web' })
  const memberId = await aMember(db, orgId)
  const { conversationId } = await aConversation(db, inbox, { text: 'Do you deliver?' })
  const answerId = await anOpenQuestion(db, inbox, { conversationId })
  const say = (text: string) =>
    db.withOrg(orgId, (tx) =>
      sendMessage(tx, { conversationId, memberId, clientId: newId(), text, partsOf: () => null }),
    )
  const list = () => db.withOrg(orgId, listSuggestions)
  await say('Yes, to all of Uruguay.')
  await db.withOrg(orgId, (tx) =>
    addNote(tx, { conversationId, memberId, clientId: newId(), text: 'A difficult one' }),
  )
  await say('Your card 4111 1111 1111 1111 was charged.')
  expect(await list()).toEqual([])
  await db.withOrg(orgId, (tx) => closeConversation(tx, { conversationId, memberId }))

  expect(await list()).toMatchObject([
    {
      ...{ id: answerId, conversationId, question: 'Do you deliver?' },
      answer: 'Yes, to all of Uruguay.\n\nYour card [card_1] was charged.',
    },
  ])
  const words = { language: 'en', audience: 'public', title: 'Do you deliver?', alternates: [] } as const
  const approve = (body: string) =>
    db.withOrg(orgId, (tx) =>
      decideSuggestion(tx, {
        ...{ suggestionId: answerId, actor: { memberId, apiKeyId: null } },
        article: { ...words, alternates: [], body, isPublished: true },
      }),
    )
  const { articleId } = await approve('Yes, to all of Uruguay.')

  expect(await approve('Another text.')).toEqual({ articleId })
  const article = await db.withOrg(orgId, (tx) => getArticle(tx, articleId ?? ''))
  expect([article.kind, article.publishedVersion, article.newest.body]).toEqual([
    ...['faq', 1, 'Yes, to all of Uruguay.'],
  ])
  expect(await list()).toEqual([])
})

test('what people solved is proposed for whichever reason they had it, once, and what was decided stays', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { channel: 'web' })
  const memberId = await aMember(db, orgId)
  const actor = { memberId, apiKeyId: null }
  const open = (text: string) => aConversation(db, inbox, { text })
  const say = (conversationId: Id, text: string) =>
    db.withOrg(orgId, (tx) =>
      sendMessage(tx, { conversationId, memberId, clientId: newId(), text, partsOf: () => null }),
    )
  const solve = async (conversationId: Id, text: string) => {
    await say(conversationId, text)
    await db.withOrg(orgId, (tx) => closeConversation(tx, { conversationId, memberId }))
  }
  const list = async () =>
    (await db.withOrg(orgId, listSuggestions)).map(({ question, answer, reason, language }) => {
      return [question, answer, reason, language]
    })

  const { conversationId: asked, sender: asker } = await open('¿Hacen envíos a Salto?')
  await receive(db, inbox, anInbound('Quiero hablar con una persona', { sender: asker }))
  await anOpenQuestion(db, inbox, {
    conversationId: asked,
    question: '¿Hacen envíos a Salto?',
    language: 'es',
  })
  await anOpenQuestion(db, inbox, {
    ...{ conversationId: asked, question: 'Quiero hablar con una persona', language: 'es' },
    ...{ reason: 'user_asked', readSeq: 2 },
  })
  await solve(asked, 'Sí, por correo.')
  // Nothing was asked beside it, so there is no question that the members' words would answer.
  const { conversationId: bare } = await open('A person please')
  await anOpenQuestion(db, inbox, { conversationId: bare, question: 'A person please', reason: 'user_asked' })
  await solve(bare, 'How can we help?')
  // The org wants people to answer it.
  const { conversationId: topic } = await open('I want to sue you')
  await anOpenQuestion(db, inbox, {
    conversationId: topic,
    question: 'I want to sue you',
    reason: 'policy_topic',
  })
  await solve(topic, 'Our lawyer will call.')
  const { conversationId: alone, sender } = await open('Hello!')
  await receive(db, inbox, anInbound('Is there parking at the shop? I am ana@example.com', { sender }))
  await solve(alone, 'Yes, behind the house.')
  // Nobody has solved it so far.
  const { conversationId: unsolved } = await open('Do you sell bicycles?')
  await say(unsolved, 'Yes.')

  expect(await list()).toEqual([
    ['Is there parking at the shop? I am [email_1]', 'Yes, behind the house.', null, 'en'],
    ['¿Hacen envíos a Salto?', 'Sí, por correo.', 'user_asked', 'es'],
  ])
  const all = await db.withOrg(orgId, listSuggestions)
  for (const { id: suggestionId } of all) {
    const decide = () =>
      db.withOrg(orgId, (tx) => decideSuggestion(tx, { suggestionId, actor, article: null }))
    expect(await decide()).toEqual(await decide())
  }
  expect(await list()).toEqual([])
  const other = { suggestionId: alone, actor: NOBODY, article: null }
  await expect(db.withOrg(await anOrg(db), (tx) => decideSuggestion(tx, other))).rejects.toThrow('no such')
})
