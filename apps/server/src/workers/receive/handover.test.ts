import { api } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type DirectDesk, openDirectDesk } from '../../testing/direct.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const eventually = { timeout: 15_000 }
const OTHER = '77001'
const CODE = "for (;;) await chat.say('You said: ' + await chat.ask('Well?'))"

async function params({ conversationId }: DirectDesk) {
  return { params: { conversationId: await conversationId() } }
}
const conversationOf = async (desk: DirectDesk) => desk.agent.call(api.getConversation, await params(desk))

/** What the timeline says of who has the thread. */
async function lines(desk: DirectDesk) {
  const { items } = await desk.agent.call(api.getTimeline, await params(desk))
  return items.flatMap((item) =>
    item.type === 'event' && item.event.startsWith('thread_')
      ? [`${item.event} ${item.data.app} ${item.actor}`]
      : [],
  )
}

describe.each(['messenger', 'instagram'] as const)('a thread of %s', (channel) => {
  const control = simulators[channel]

  async function talking() {
    const desk = await openDirectDesk(server, { simulators, channel, code: CODE })
    await desk.say('Hola')
    await expect.poll(desk.phone, eventually).toEqual(['Well?'])
    return desk
  }

  test('that another app takes silences the micro-backend until it comes back, and says who has it', async () => {
    const desk = await talking()
    await control.handOver({ ...desk.at, move: 'take', appId: OTHER })
    await expect
      .poll(() => conversationOf(desk), eventually)
      .toMatchObject({ threadOwner: OTHER, holder: 'human' })
    await desk.say('Are you there?')
    await expect.poll(async () => (await desk.messages()).length, eventually).toBe(3)

    expect(await desk.phone()).toEqual(['Well?'])
    expect(await desk.agent.call(api.preflight, await params(desk))).toMatchObject({
      ...{ isDeliverable: false, rule: 'thread_held', alternatives: [{ type: 'take_thread' }] },
    })
    await expect(desk.answer('Me')).rejects.toThrow(/take it over/)
    await expect(desk.agent.call(api.handBack, await params(desk))).rejects.toThrow(/take it over/)

    await control.handOver({ ...desk.at, move: 'request', appId: '77002' })
    await control.handOver({ ...desk.at, move: 'pass', appId: OTHER })
    await expect.poll(desk.phone, eventually).toEqual(['Well?', 'Well?'])
    await desk.say('Good')
    await expect.poll(desk.phone, eventually).toContain('You said: Good')
    expect(await lines(desk)).toEqual([
      ...[`thread_lost ${OTHER} system`, 'thread_asked 77002 system', `thread_got ${OTHER} system`],
    ])
  })

  test('is taken by a member, who answers, and given back', async () => {
    const desk = await talking()
    await control.handOver({ ...desk.at, move: 'take', appId: OTHER })
    await expect.poll(() => conversationOf(desk), eventually).toMatchObject({ threadOwner: OTHER })

    const taken = await desk.agent.call(api.takeThread, await params(desk))
    expect(taken).toMatchObject({ threadOwner: null, threadTakenFrom: OTHER, holder: 'human' })
    await desk.answer('It is me')
    await expect.poll(desk.phone, eventually).toContain('It is me')

    const given = await desk.agent.call(api.giveThreadBack, await params(desk))
    expect(given).toMatchObject({ threadOwner: OTHER, threadTakenFrom: null })
    expect(await control.thread(desk.at)).toMatchObject({ ownerAppId: OTHER })
    expect(await lines(desk)).toEqual([
      ...[`thread_lost ${OTHER} system`, `thread_got ${OTHER} member`, `thread_lost ${OTHER} member`],
    ])
    expect(await desk.agent.refusal(api.giveThreadBack, await params(desk))).toBe('conflict')
  })

  test('is known to be another app’s by what comes for that, and to be ours by what comes to us', async () => {
    const desk = await talking()
    const post = (list: 'standby' | 'messaging', text: string) =>
      control.post({ accountId: desk.at.accountId, body: webhookOf(desk, list, text) })
    await desk.say('One')
    await expect.poll(desk.phone, eventually).toHaveLength(3)
    const [{ scopedId } = { scopedId: '' }] = await scoped(desk)
    sender = scopedId

    await post('standby', 'To another')
    await expect.poll(() => conversationOf(desk), eventually).toMatchObject({ threadOwner: 'unknown' })
    await post('messaging', 'To us')
    await expect
      .poll(() => conversationOf(desk), eventually)
      .toMatchObject({ threadOwner: null, holder: 'backend' })
    await expect.poll(async () => (await desk.phone()).at(-1), eventually).toBe('Well?')
  })

  let sender = ''
  const scoped = async ({ at }: DirectDesk) =>
    (await control.people())
      .filter(({ id }) => id === at.personId)
      .map(({ scopedIds }) => ({ scopedId: scopedIds[at.accountId] ?? '' }))

  function webhookOf({ at }: DirectDesk, list: 'standby' | 'messaging', text: string) {
    const timestamp = Date.now() + (list === 'standby' ? 1_000 : 2_000)
    const ends = { sender: { id: sender }, recipient: { id: at.accountId } }
    const item = { ...ends, timestamp, message: { mid: `m_${text.length}${timestamp}`, text } }
    const object = channel === 'messenger' ? 'page' : 'instagram'
    return { object, entry: [{ id: at.accountId, time: timestamp, [list]: [item] }] }
  }
})
