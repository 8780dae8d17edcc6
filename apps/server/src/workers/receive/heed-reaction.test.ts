import { api, type Id } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { rateByReaction } from '../../domain/ai-answer/rate-by-reaction.ts'
import { openDesk } from '../../testing/desk.ts'
import { openDirectDesk } from '../../testing/direct.ts'
import { anArticle, anOrg } from '../../testing/factories.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const eventually = { timeout: 15_000 }

async function onWhatsApp() {
  const desk = await openDesk(server, { simulators })
  const at = { personId: desk.personId, phoneNumberId: desk.number.account }
  const { whatsapp } = simulators
  const mids = async () => (await whatsapp.messages(at)).flatMap(sentId)
  const react = async (messageId: string, emoji: string | null, personId = desk.personId) => {
    await whatsapp.react({ personId, messageId, emoji })
    await whatsapp.awaitIdle()
  }
  return { ...(await withAnswer(desk, mids)), react, mids, answer: desk.answer }
}

async function onDirect(channel: 'messenger' | 'instagram') {
  const desk = await openDirectDesk(server, { simulators, channel })
  const control = simulators[channel]
  const mids = async () => (await control.messages(desk.at)).flatMap(sentId)
  const react = async (messageId: string, emoji: string | null) => {
    await control.react({ ...desk.at, messageId, emoji })
    await control.awaitIdle({})
  }
  return { ...(await withAnswer(desk, mids)), react, mids, answer: desk.answer }
}

const sentId = ({ direction, id }: { direction: string; id: string }) => (direction === 'out' ? [id] : [])

/** Nobody writes any more: what is due once the contact is quiet is due now. */
const hasten = (orgId: Id) =>
  admin.query("update job set due_at = now() where org_id = $1 and kind = 'answer' and due_at > now()", [
    orgId,
  ])

type Asking = { agent: Caller; say(text: string): Promise<void>; conversationId(): Promise<Id> }

/** A contact who was answered by AI, and what became of that. */
async function withAnswer({ agent, say, conversationId: idOf }: Asking, mids: () => Promise<string[]>) {
  const [inbox] = (await agent.call(api.listInboxes, {})).inboxes
  const inboxId = inbox?.id as Id
  const { rows } = await admin.query('update inbox set ai_answers = true where id = $1 returning org_id', [
    inboxId,
  ])
  const { org_id: orgId } = rows[0] as { org_id: Id }
  await anArticle(server.db, orgId, {
    ...{ kind: 'faq', title: 'How long does shipping take?', body: 'Shipping takes 3 business days.' },
  })
  await say('How long does shipping take?')
  await expect.poll(() => hasten(orgId).then(mids), eventually).toHaveLength(1)
  const [mid = ''] = await mids()
  const conversationId = await idOf()
  const params = { conversationId }
  const messages = async () =>
    (await agent.call(api.getTimeline, { params })).items.filter((item) => item.type === 'message')
  const answered = async () => (await messages()).find(({ author }) => author === 'ai')
  const rating = async () => (await answered())?.answer?.contactRating
  const reactions = async () => (await messages()).filter(({ content }) => content.type === 'reaction').length
  const conversation = () => agent.call(api.getConversation, { params })
  return { agent, orgId, inboxId, conversationId, mid, answered, rating, reactions, conversation }
}

test('a reaction counts from when it was made, and one that comes again changes nothing', async () => {
  const { orgId, inboxId, conversationId, mid, react, rating, conversation } = await onWhatsApp()
  const rate = () => server.db.withOrg(orgId, (tx) => rateByReaction(tx, { inboxId, targetExternalId: mid }))
  await react(mid, '👏')
  await expect.poll(rating, eventually).toBe('good')
  const { version } = await conversation()
  const [posted] = await simulators.whatsapp.webhookLog()
  await simulators.whatsapp.repeatWebhook({ id: posted?.id ?? '' })

  expect(await Promise.all([rate(), rate()])).toEqual([null, null])
  expect((await conversation()).version).toBe(version)
  await react(mid, null)
  await expect.poll(rating, eventually).toBeNull()
  // As if what was taken back had been put there again before, and came late.
  await admin.query(
    `update message set sent_at = sent_at - interval '1 hour' where conversation_id = $1 and seq =
      (select max(seq) from message where conversation_id = $1)`,
    [conversationId],
  )
  expect(await rate()).toMatchObject({ conversationId })
  expect(await rating()).toBe('good')
})

test('what is none of AI, or not this contact’s, is rated by no emoji', async () => {
  const { agent, orgId, inboxId, mid, react, reactions, rating, answer, mids } = await onWhatsApp()
  const other = await simulators.whatsapp.addPerson({ name: 'Bruno' })
  const rated = (org: Id, targetExternalId: string, inbox = inboxId) =>
    server.db.withOrg(org, (tx) => rateByReaction(tx, { inboxId: inbox, targetExternalId }))

  await answer('A person here')
  await expect.poll(async () => (await mids()).length, eventually).toBe(2)
  await react((await mids()).at(-1) ?? '', '👎')
  await expect.poll(reactions, eventually).toBe(1)
  await react(mid, '👎', other.id)
  const conversations = () => agent.call(api.listConversations, { query: { status: 'all' } })
  await expect.poll(async () => (await conversations()).conversations.length, eventually).toBe(2)
  await rated(orgId, mid)
  const { rows } = await admin.query('select 1 from ai_feedback where org_id = $1', [orgId])
  expect([rows, await rating()]).toEqual([[], null])
  await react(mid, '👍')
  await expect.poll(rating, eventually).toBe('good')
  await admin.query('delete from ai_feedback where org_id = $1', [orgId])
  expect(await rated(orgId, 'wamid.unknown')).toBeNull()
  expect(await rated(orgId, mid, orgId)).toBeNull()
  expect(await rated(await anOrg(server.db), mid)).toBeNull()
  expect(await rated(orgId, mid)).toMatchObject({ version: expect.any(Number) })
})

test('of two in a second the later one counts, and what is taken back then is no rating', async () => {
  const { conversationId, inboxId, orgId, mid, react, rating, reactions } = await onWhatsApp()
  const sameSecond = () =>
    admin.query(
      `update message set sent_at = date_trunc('second', sent_at) from (
         select min(sent_at) as first from message where conversation_id = $1 and author = 'contact' and seq > 2
       ) f where conversation_id = $1 and author = 'contact' and seq > 2`,
      [conversationId],
    )
  const rate = () => server.db.withOrg(orgId, (tx) => rateByReaction(tx, { inboxId, targetExternalId: mid }))
  for (const [emoji, expected] of [
    ['🙏', 'good'],
    ['👏', 'good'],
    ['❤️', 'good'],
    [null, null],
  ] as const) {
    await react(mid, emoji)
    await expect.poll(rating, eventually).toBe(expected)
  }
  await expect.poll(reactions, eventually).toBe(4)
  await sameSecond()
  expect(await rate()).toBeNull()
  expect(await rating()).toBeNull()
})

const CHANNELS = [
  ['whatsapp', 'delivered', onWhatsApp],
  ['messenger', 'delivered', () => onDirect('messenger')],
  // Instagram tells of no delivery.
  ['instagram', 'accepted', () => onDirect('instagram')],
] as const

describe.each(CHANNELS)('on %s', (_, lastStatus, open) => {
  test('an emoji on an answer says what the contact thinks of it', async () => {
    const { agent, conversationId, mid, react, rating, answered, reactions } = await open()
    const figures = async () => {
      const { confirmed, unhelpful } = (await agent.call(api.getAnswerFigures, {})).total
      return { confirmed, unhelpful }
    }

    await react(mid, '👍🏽')
    await expect.poll(rating, eventually).toBe('good')
    const params = { conversationId, messageId: (await answered())?.id as Id }
    const { feedback } = await agent.call(api.getAnswer, { params })
    expect(feedback).toMatchObject([{ by: 'contact', name: null, rating: 'good' }])
    expect(await figures()).toEqual({ confirmed: 1, unhelpful: 0 })

    await react(mid, '😮')
    await expect.poll(rating, eventually).toBeNull()
    await react(mid, '❤️')
    await expect.poll(rating, eventually).toBe('good')
    await react(mid, null)
    await expect.poll(rating, eventually).toBeNull()
    expect(await reactions()).toBe(4)
    expect(await figures()).toEqual({ confirmed: 0, unhelpful: 0 })
  })

  test('who is unhappy with the last answer gets a person, once', async () => {
    const { mid, react, rating, conversation, mids } = await open()

    await react(mid, '👎')
    await expect.poll(rating, eventually).toBe('bad')
    await expect
      .poll(conversation, eventually)
      .toMatchObject({ holder: 'human', handoffReason: 'negative_feedback' })
    await expect.poll(async () => (await mids()).length, eventually).toBe(2)
    await react(mid, '😡')
    await react(mid, '🙏')
    await expect.poll(rating, eventually).toBe('good')
    expect((await mids()).length).toBe(2)
  })

  test.each([
    ['sending', 'overtakes the answer to the send'],
    ['unknown', 'comes while the send is in doubt'],
  ])('of a send that is %s: one that %s is on that answer, once it is known', async (state) => {
    const { orgId, mid, react, rating, reactions } = await open()
    const set = (to: string) => admin.query(`update delivery set ${to} where org_id = $1`, [orgId])
    const statuses = async () =>
      (await admin.query('select status from delivery where org_id = $1', [orgId])).rows
    // A status that came later would name the send, whatever is known of its id.
    await expect.poll(statuses, eventually).toEqual([{ status: lastStatus }])
    await set(`status = '${state}', external_id = null`)
    await react(mid, '👎')
    await react(mid, '👍')
    await expect.poll(reactions, eventually).toBe(2)
    const looks = async () => {
      const asked = "select attempts from job where org_id = $1 and kind = 'rate_reaction'"
      return (await admin.query(asked, [orgId])).rows.map(({ attempts }) => attempts as number)
    }
    // On a busy machine the first is at its second look before the other is there.
    const haveLooked = async () => {
      const all = await looks()
      return all.length === 2 && Math.min(...all) > 0
    }
    await expect.poll(haveLooked, eventually).toBe(true)
    expect(await rating()).toBeNull()

    await set(`status = 'accepted', external_id = '${mid}'`)
    await expect.poll(rating, eventually).toBe('good')
    await expect.poll(looks, eventually).toEqual([])
  })
})
