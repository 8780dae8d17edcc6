import { api, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type DirectDesk, openDirectDesk } from '../../testing/direct.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const eventually = { timeout: 15_000 }

const shown = (desk: DirectDesk) => desk.messages().catch(() => [])
const conversationOf = async ({ agent, conversationId }: DirectDesk) =>
  agent.call(api.getConversation, { params: { conversationId: await conversationId() } })

describe.each(['messenger', 'instagram'] as const)('a comment on %s', (channel) => {
  const control = simulators[channel]

  async function commented(text = 'How much is it?') {
    const desk = await openDirectDesk(server, { simulators, channel, code: "await chat.say('I answer')" })
    const comment = await control.comment({ ...desk.at, text })
    await expect.poll(async () => (await shown(desk)).length, eventually).toBe(1)
    const [message] = await desk.messages()
    const reply = async (body: Record<string, unknown>) =>
      desk.agent.call(api.sendMessage, {
        params: { conversationId: await desk.conversationId() },
        body: { clientId: newId(), text: '', ...body } as never,
      })
    return { desk, comment, message, reply }
  }

  test('is shown as what it is, is unread, wakes no micro-backend and opens no window', async () => {
    const { desk, comment, message } = await commented()

    expect(message?.content).toMatchObject({ type: 'comment', kind: 'comment', text: 'How much is it?' })
    expect(await conversationOf(desk)).toMatchObject({
      ...{ unread: 1, holder: 'nobody', windowClosesAt: null },
      contact: { name: expect.stringMatching(/./) },
    })
    expect(await desk.phone()).toEqual([])
    await control.post({ accountId: desk.at.accountId, body: await again(desk, comment.id) })
    await control.awaitIdle({})
    expect(await shown(desk)).toHaveLength(1)
  })

  test('is answered in private once, and the answer to that opens the window', async () => {
    const { desk, message, reply } = await commented()
    await expect(desk.answer('Hello')).rejects.toThrow(/quoted/)

    await reply({ text: '**80**, I write to you here', replyToId: message?.id })
    await expect.poll(desk.phone, eventually).toEqual(['80, I write to you here'])

    await expect(reply({ text: 'And again', replyToId: message?.id })).rejects.toThrow(/window is closed/)
    await desk.say('I take it')
    await expect.poll(async () => (await shown(desk)).length, eventually).toBe(3)
    await reply({ text: 'Fine', replyToId: message?.id })
    await expect.poll(desk.phone, eventually).toEqual(['80, I write to you here', 'Fine'])
  })

  test('cannot be answered by a file, in several messages, or after seven days', async () => {
    const { desk, message, reply } = await commented()

    await expect(reply({ mediaId: newId(), replyToId: message?.id })).rejects.toThrow(/words/)
    await expect(reply({ text: 'word '.repeat(600), replyToId: message?.id })).rejects.toThrow(/shorter/)
    await admin.query("update message set sent_at = now() - interval '8 days' where id = $1", [message?.id])
    await expect(reply({ text: 'Hello', replyToId: message?.id })).rejects.toThrow(/for 7 days/)
    expect(await desk.phone()).toEqual([])
  })

  test('may be answered again when the platform refused, and says why it did', async () => {
    const { desk, message, reply } = await commented()
    await control.fail({ kind: '100', times: 1 })

    await reply({ text: 'First', replyToId: message?.id })
    await expect.poll(async () => (await shown(desk)).at(-1)?.status, eventually).toBe('failed')
    expect((await shown(desk)).at(-1)?.statusReasonEs).toMatch(/^El mensaje se construyó de una forma que /)
    await reply({ text: 'Second', replyToId: message?.id })

    await expect.poll(desk.phone, eventually).toEqual(['Second'])
  })

  test('is answered in public under it: that opens no window, takes no turn, and comes back as no message', async () => {
    const { desk, comment, message, reply } = await commented()
    await reply({ text: 'It is **80**', replyToId: message?.id, isPublic: true })
    await reply({ text: 'Or 70 in May', replyToId: message?.id, isPublic: true })

    await expect
      .poll(async () => (await shown(desk)).slice(1), eventually)
      .toMatchObject([
        { content: { type: 'comment', text: 'It is **80**' }, status: 'sent', replyTo: { id: message?.id } },
        { content: { type: 'comment', text: 'Or 70 in May' }, status: 'sent' },
      ])
    const [{ replies = [] } = {}] = await control.comments(desk.at)
    expect(replies.map(({ text }) => text)).toEqual(['It is 80', 'Or 70 in May'])
    expect(await conversationOf(desk)).toMatchObject({ holder: 'nobody', windowClosesAt: null })
    expect(comment.id).toBe((await control.comments(desk.at))[0]?.id)

    await reply({ text: 'And in private', replyToId: message?.id })
    await expect.poll(desk.phone, eventually).toEqual(['And in private'])
  })

  test('is answered in public once although the answer of the platform was lost', async () => {
    const { desk, message, reply } = await commented()
    await control.fail({ kind: 'lose_answer', times: 1 })
    await reply({ text: 'It is 80', replyToId: message?.id, isPublic: true })

    await expect.poll(async () => (await shown(desk)).at(-1)?.status, eventually).toBe('sent')
    await control.awaitIdle({})
    expect((await control.comments(desk.at))[0]?.replies).toHaveLength(1)
    expect(await shown(desk)).toHaveLength(2)
  })

  test('that people answer in the app shows that answer, by whom it may be', async () => {
    const { desk, comment, message } = await commented()
    await control.answerComment({ commentId: comment.id, text: 'From the app' })

    await expect
      .poll(async () => (await shown(desk)).at(-1), eventually)
      .toMatchObject({
        ...{ direction: 'out', author: 'agent', authorName: null, replyTo: { id: message?.id } },
        content: { type: 'comment', text: 'From the app' },
      })
    expect(await conversationOf(desk)).toMatchObject({ holder: 'nobody' })
  })

  test('is hidden and shown again, which is told as of every message; a refusal changes nothing', async () => {
    const { desk, message, reply } = await commented()
    const hide = async (isHidden: boolean) =>
      desk.agent.call(api.hideComment, {
        params: { conversationId: await desk.conversationId(), messageId: message?.id as Id },
        body: { clientId: newId(), isHidden },
      })
    const state = async () => {
      const [first, ...rest] = await shown(desk)
      const isHidden = first?.content.type === 'comment' ? first.content.isHidden : null
      return { isHidden, last: rest.at(-1)?.status }
    }
    await control.fail({ kind: '10', times: 1 })
    await hide(true)
    await expect.poll(state, eventually).toMatchObject({ isHidden: undefined, last: 'failed' })

    await hide(true)
    await expect.poll(state, eventually).toMatchObject({ isHidden: true, last: 'accepted' })
    expect((await control.comments(desk.at))[0]?.isHidden).toBe(true)
    const inPublic = { text: 'No', replyToId: message?.id, isPublic: true }
    await expect(reply(inPublic)).rejects.toThrow(/show it before/)
    await hide(false)
    await expect.poll(state, eventually).toMatchObject({ isHidden: false, last: 'accepted' })
    await expect(reply({ text: 'Nobody', isPublic: true })).rejects.toThrow(/quote one/)
  })

  test('by the account itself is counted and is nobody’s', async () => {
    const desk = await openDirectDesk(server, { simulators, channel })
    const { accountId } = desk.at
    const own = await again(desk, '77', accountId)
    await control.post({ accountId, body: own })
    await control.awaitIdle({})

    const unhandled = async () =>
      (await desk.agent.call(api.listInboxes, {})).inboxes.flatMap((inbox) => inbox.unhandled)
    await expect.poll(unhandled, eventually).toEqual([{ type: 'comment:comment', count: 1 }])
    expect(await shown(desk)).toEqual([])
  })
})

test('a comment that is corrected or taken away on Facebook is so here, and cannot be answered then', async () => {
  const desk = await openDirectDesk(server, { simulators, channel: 'messenger' })
  const control = simulators.messenger
  const { id } = await control.comment({ ...desk.at, text: 'How mch?' })
  await expect.poll(async () => (await shown(desk)).length, eventually).toBe(1)
  const change = async (verb: string, message?: string) => {
    const value = { item: 'comment', verb, comment_id: id, message }
    await control.post({ accountId: desk.at.accountId, body: bodyOf(desk, { field: 'feed', value }) })
  }

  await change('edited', 'How much?')
  await expect
    .poll(async () => (await shown(desk))[0]?.content, eventually)
    .toMatchObject({ type: 'comment', text: 'How much?' })
  await change('remove')
  await expect.poll(async () => (await shown(desk))[0]?.unsentAt, eventually).not.toBeNull()

  const [gone] = await shown(desk)
  const body = { clientId: newId(), text: 'Hello', replyToId: gone?.id }
  const params = { conversationId: await desk.conversationId() }
  await expect(desk.agent.call(api.sendMessage, { params, body })).rejects.toThrow(
    /not there any more|window/,
  )
})

function bodyOf({ channel, at }: DirectDesk, change: unknown) {
  const object = channel === 'messenger' ? 'page' : 'instagram'
  return { object, entry: [{ id: at.accountId, time: Math.floor(Date.now() / 1000), changes: [change] }] }
}

/** The webhook of a comment, as it might come a second time. */
async function again(desk: DirectDesk, id: string, from = '1') {
  const value =
    desk.channel === 'messenger'
      ? { item: 'comment', verb: 'add', comment_id: id, message: 'x', from: { id: from, name: 'x' } }
      : { id, text: 'x', from: { id: from, username: 'x' } }
  return bodyOf(desk, { field: desk.channel === 'messenger' ? 'feed' : 'comments', value })
}
