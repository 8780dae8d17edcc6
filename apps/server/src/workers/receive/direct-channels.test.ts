import { api } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type DirectDesk, openDirectDesk } from '../../testing/direct.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
await simulators.messenger.settings({ deliveredMs: 10 })
const eventually = { timeout: 15_000 }
const CHOOSES = `
  const size = await chat.choose('Which size?', ['Small', 'Large'])
  await chat.say('One ' + size)`

const READ = 'select external_id from delivery where message_id = $1'
const EARLY = `select j.attempts from job j join message m on m.org_id = j.org_id
  where m.id = $1 and j.kind in ('mark_seen', 'mark_status')`

const kindsOf = async (desk: DirectDesk) => (await desk.messages()).map(({ content }) => content.type)
const textsOf = async (desk: DirectDesk) =>
  (await desk.messages()).flatMap(({ author, content }) =>
    'text' in content ? [`${author}: ${content.text}`] : [],
  )
const holderOf = async ({ agent, conversationId }: DirectDesk) =>
  (await agent.call(api.getConversation, { params: { conversationId: await conversationId() } })).holder

describe.each(['messenger', 'instagram'] as const)('%s', (channel) => {
  const open = (options: { code?: string; humanAgent?: boolean } = {}) =>
    openDirectDesk(server, { simulators, channel, ...options })
  const control = simulators[channel]

  test('a contact talks with a micro-backend and presses what it offers', async () => {
    const desk = await open({ code: CHOOSES })
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Which size?'])

    await control.press({ ...desk.at, title: 'Large' })

    await expect.poll(desk.phone, eventually).toEqual(['Which size?', 'One Large'])
    expect((await desk.messages()).map(({ author }) => author)).toEqual([
      ...['contact', 'backend', 'contact', 'backend'],
    ])
    const params = { conversationId: await desk.conversationId() }
    const nameOf = async () => (await desk.agent.call(api.getConversation, { params })).contact.name
    await expect.poll(nameOf, eventually).toBe('Lucía')
  })

  test('a member answers, and sees when the contact has looked', async () => {
    const desk = await open()
    await desk.say('Hello?')
    await expect.poll(() => kindsOf(desk).catch(() => []), eventually).toEqual(['text'])

    await desk.answer('Good evening')
    await expect.poll(desk.phone, eventually).toEqual(['Good evening'])
    const status = async () => (await desk.messages()).at(-1)?.status
    // On a busy machine the phone has it before the server has noted that it was taken.
    await expect.poll(status, eventually).toMatch(/accepted|sent|delivered/)
    await control.look(desk.at)

    await expect.poll(status, eventually).toBe('read')
    expect(await textsOf(desk)).toEqual(['contact: Hello?', 'agent: Good evening'])
  })

  test('a look that overtakes the answer to the send is not forgotten', async () => {
    const desk = await open()
    await desk.say('Hello?')
    await expect.poll(() => kindsOf(desk).catch(() => []), eventually).toEqual(['text'])
    await control.settings({ answerMs: 900 })

    // Its echo has no words by which it could be told that the message was taken.
    await desk.answer('👍')
    await expect.poll(desk.phone, eventually).toEqual(['👍'])
    await control.look(desk.at)
    await control.settings({ answerMs: 0 })

    const status = async () => (await desk.messages()).at(-1)?.status
    await expect.poll(status, eventually).toBe('read')
  })

  /** A message that the contact has and of which nobody here knows it; `set` says what becomes of it. */
  async function inDoubt() {
    const desk = await open()
    await desk.say('Hello?')
    await expect.poll(() => kindsOf(desk).catch(() => []), eventually).toEqual(['text'])
    await desk.answer('👍')
    await expect.poll(desk.phone, eventually).toEqual(['👍'])
    await control.awaitIdle({})
    const id = (await desk.messages()).at(-1)?.id
    const isTaken = async () => (await admin.query(READ, [id])).rows[0]?.external_id
    await expect.poll(isTaken, eventually).toBeTruthy()
    const mid = await isTaken()
    const set = (to: string) => admin.query(`update delivery set ${to} where message_id = $1`, [id])
    const jobs = async () => (await admin.query(EARLY, [id])).rows.map(({ attempts }) => attempts > 0)
    await set("status = 'unknown', external_id = null, due_at = null")
    const status = async () => (await desk.messages()).at(-1)?.status
    return { desk, mid, set, jobs, status }
  }

  test('a look at a message in doubt is not forgotten', async () => {
    const { desk, mid, set, jobs, status } = await inDoubt()
    await control.look(desk.at)
    await expect.poll(jobs, eventually).toEqual([true])
    expect(await status()).not.toBe('read')

    await set(`status = 'accepted', external_id = '${mid}'`)
    await expect.poll(status, eventually).toBe('read')
    await expect.poll(jobs, eventually).toEqual([])
  })

  // Instagram tells of no delivery.
  test.runIf(channel === 'messenger')('that a message in doubt was delivered is not forgotten', async () => {
    await simulators.messenger.settings({ deliveredMs: 1_500 })
    const { mid, set, jobs, status } = await inDoubt()
    await simulators.messenger.settings({ deliveredMs: 10 })
    await expect.poll(jobs, eventually).toContain(true)
    expect(await status()).toBe('unconfirmed')

    await set(`status = 'accepted', external_id = '${mid}'`)
    await expect.poll(status, eventually).toBe('delivered')
    await expect.poll(jobs, eventually).toEqual([])
  })

  test('a look at a message in doubt says nothing of the attempt that repeats it', async () => {
    const { desk, set, jobs, status } = await inDoubt()
    await control.look(desk.at)
    await expect.poll(jobs, eventually).toEqual([true])

    await set("status = 'accepted', external_id = 'mid.again', attempts = attempts + 1")
    await expect.poll(jobs, eventually).toEqual([])
    expect(await status()).toBe('accepted')
  })

  test('what the business writes in its own inbox is shown, and silences the micro-backend', async () => {
    const desk = await open({ code: CHOOSES })
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Which size?'])

    await control.say({ ...desk.at, text: 'Ana here', by: 'page' })

    await expect.poll(() => textsOf(desk), eventually).toContain('agent: Ana here')
    await expect.poll(() => holderOf(desk), eventually).toBe('human')
    await desk.say('Large')
    await expect.poll(() => textsOf(desk), eventually).toHaveLength(4)
    expect(await desk.phone()).toEqual(['Which size?', 'Ana here'])
  })

  test('pitfall 12: an echo that overtakes the answer to the send is of that send', async () => {
    const desk = await open({ code: CHOOSES })
    await control.settings({ answerMs: 600 })
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Which size?'])
    await control.awaitIdle({})
    await control.settings({ answerMs: 0 })

    await expect
      .poll(async () => (await desk.messages()).at(-1)?.status, eventually)
      .toMatch(/sent|delivered/)
    expect(await textsOf(desk)).toEqual(['contact: Hi', 'backend: Which size?'])
    expect(await holderOf(desk)).toBe('backend')
  })

  test('a photo is fetched, what is withdrawn goes, and a correction is shown', async () => {
    const desk = await open()
    await desk.say('Look')
    const photo = await control.sendPhoto(desk.at)

    await expect.poll(async () => (await desk.messages()).at(-1)?.media?.status, eventually).toBe('stored')
    await control.unsend({ ...desk.at, messageId: photo.id })

    const withdrawn = async () => (await desk.messages()).filter(({ unsentAt }) => unsentAt !== null)
    await expect.poll(async () => (await withdrawn()).length, eventually).toBe(1)
    const [first] = await control.messages(desk.at)
    await control.edit({ ...desk.at, messageId: first?.id ?? '', text: 'Look here' })
    await expect.poll(() => textsOf(desk), eventually).toContain('contact: Look here')
  })

  test('webhooks that come twice and in disorder change nothing', async () => {
    const desk = await open({ code: "for (;;) await chat.say('Noted ' + (await chat.ask()))" })
    await control.settings({ webhooks: { duplicateProbability: 0.5, reorderProbability: 0.3, batchMax: 5 } })
    const texts = Array.from({ length: 12 }, (_, n) => `number ${n}`)
    for (const text of texts) await control.say({ ...desk.at, text })
    await control.awaitIdle({})
    await control.settings({ webhooks: { duplicateProbability: 0, reorderProbability: 0, batchMax: 1 } })

    await expect.poll(async () => (await desk.phone()).length, { timeout: 30_000 }).toBe(12)
    expect((await desk.phone()).toSorted()).toEqual(texts.map((text) => `Noted ${text}`).toSorted())
    expect(await textsOf(desk)).toHaveLength(24)
  })

  test.each([
    ['is refused', false],
    ['is sent as a human agent’s, where Meta granted that', true],
  ])('an answer after the window %s', async (_, humanAgent) => {
    const desk = await open({ humanAgent })
    await desk.say('Hello?')
    await expect.poll(() => kindsOf(desk).catch(() => []), eventually).toEqual(['text'])
    await simulators.clock.move({ ms: 30 * 3_600_000 })
    const shut = "update conversation set window_closes_at = now() - interval '5 hours' where id = $1"
    await admin.query(shut, [await desk.conversationId()])

    const sent = desk.answer('Sorry for the wait')
    if (humanAgent) await sent
    else await expect(sent).rejects.toThrow(/window is closed/)

    await expect.poll(desk.phone, eventually).toEqual(humanAgent ? ['Sorry for the wait'] : [])
  })
})
