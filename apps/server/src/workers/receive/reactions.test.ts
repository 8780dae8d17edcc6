import { api, type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { openDesk } from '../../testing/desk.ts'
import { openDirectDesk } from '../../testing/direct.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const eventually = { timeout: 15_000 }

async function onWhatsApp() {
  const desk = await openDesk(server, { simulators })
  const at = { personId: desk.personId, phoneNumberId: desk.number.account }
  return { desk, seen: async () => (await simulators.whatsapp.messages(at))[0]?.reactions.business ?? null }
}

async function onDirect(channel: 'messenger' | 'instagram') {
  const desk = await openDirectDesk(server, { simulators, channel })
  const seen = async () => (await simulators[channel].messages(desk.at))[0]?.reactions.business ?? null
  return { desk, seen }
}

/** The contact wrote once: what can be done with that message. */
async function reactable(agent: Caller, conversationId: Id) {
  const params = { conversationId }
  const messages = async () => {
    const { items } = await agent.call(api.getTimeline, { params })
    return items.filter((item) => item.type === 'message')
  }
  const [message] = await messages()
  const react = async (emoji: string | null, clientId = newId()) =>
    agent.call(api.reactToMessage, {
      params: { ...params, messageId: message?.id as Id },
      body: { clientId, emoji },
    })
  return { react, messages, message }
}

test.each([
  ['whatsapp', onWhatsApp],
  ['messenger', () => onDirect('messenger')],
  ['instagram', () => onDirect('instagram')],
] as const)('on %s the contact sees the reaction of a member until it is taken back', async (_, open) => {
  const { desk, seen } = await open()
  await desk.say('Thank you!')
  await expect.poll(() => desk.conversationId().catch(() => null), eventually).toEqual(expect.any(String))
  const conversationId = await desk.conversationId()
  const conversation = async () => desk.agent.call(api.getConversation, { params: { conversationId } })
  const { react, messages, message } = await reactable(desk.agent, conversationId)
  const before = await conversation()

  const clientId = newId()
  await Promise.all([react('❤️', clientId), react('❤️', clientId)])
  await expect.poll(seen, eventually).toBe('❤️')
  await expect(react('❤️')).rejects.toThrow(/already/)
  await react('👍')
  await expect.poll(seen, eventually).toBe('👍')
  await react(null)
  await expect.poll(seen, eventually).toBeNull()

  await expect(react(null)).rejects.toThrow(/no reaction/)
  expect((await messages()).slice(1).map(({ content, replyTo }) => [content.type, replyTo?.id])).toEqual([
    ...Array.from({ length: 3 }, () => ['reaction', message?.id]),
  ])
  const { holder, waitingSince } = await conversation()
  expect({ holder, waitingSince }).toEqual({ holder: before.holder, waitingSince: before.waitingSince })
})

test('nobody reacts to what is not there, is ours, is no emoji, or is out of the window', async () => {
  const desk = await openDirectDesk(server, { simulators, channel: 'messenger', humanAgent: true })
  await desk.say('Hello')
  await expect.poll(() => desk.conversationId().catch(() => null), eventually).toEqual(expect.any(String))
  const conversationId = await desk.conversationId()
  const { react } = await reactable(desk.agent, conversationId)
  const ours = await desk.answer('Hello')
  const params = { conversationId, messageId: ours.id }
  const on = desk.agent.call(api.reactToMessage, { params, body: { clientId: newId(), emoji: '👍' } })

  await expect(on).rejects.toThrow(/that the contact wrote/)
  for (const text of ['x', '👍👍', '', '1']) await expect(react(text)).rejects.toThrow()
  // A person may still answer by the tag, which a reaction has not.
  await admin.query("update conversation set window_closes_at = now() - interval '1 h' where id = $1", [
    conversationId,
  ])
  await expect(react('👍')).rejects.toThrow(/window/)
  await admin.query('update message set unsent_at = now() where conversation_id = $1', [conversationId])
  await expect(react('👍')).rejects.toThrow(/not there/)
})
