import { api, type JournalItem, newId, type Run } from '@hilo/protocol'
import { expect, test, vi } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { deployCode } from '../../testing/whatsapp.ts'

const { simulators, server, admin } = await startWithSimulators()
const eventually = { timeout: 20_000 }
vi.setConfig({ testTimeout: 60_000 })

const ON = 'on: { cancel: true },'
/** It books, asks, and gives the booking back at the second attempt, after a while. */
const bookingWith = (undo: string) => `
  await chat.step('book', () => 'b1', { retry: { attempts: 2, backoff: 2_000 }, onUndo: ${undo} })
  await chat.say('Booked: ' + (await chat.ask('Pay now?')))`
const SECOND = "(id, { attempt }) => { if (attempt === 1) throw new Error('Not yet'); return id }"
const BOOKING = bookingWith(SECOND)

async function openAsked(code = BOOKING): Promise<Desk> {
  const desk = await openDesk(server, { simulators, code, more: ON })
  await desk.say('Hi')
  await expect.poll(desk.phone, eventually).toEqual(['Pay now?'])
  return desk
}

/** Oldest first. */
async function runsOf(desk: Desk): Promise<Run[]> {
  const params = { conversationId: await desk.conversationId() }
  return (await desk.agent.call(api.listRuns, { params })).runs.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

async function journalOf(desk: Desk, index = 0): Promise<JournalItem[]> {
  const [runId] = (await runsOf(desk)).slice(index).map(({ id }) => id)
  return (await desk.agent.call(api.getJournal, { params: { runId } })).entries
}

const statusOf = async (desk: Desk, index = 0) => (await runsOf(desk))[index]?.status
const hasBegunToUndo = async (desk: Desk) => (await journalOf(desk)).some(({ kind }) => kind === 'cancel')

async function cancel(desk: Desk): Promise<void> {
  const [run] = await runsOf(desk)
  await desk.agent.call(api.cancelRun, { params: { runId: run?.id }, body: { reason: 'Wrong day' } })
}

async function close(desk: Desk): Promise<void> {
  await desk.agent.call(api.closeConversation, { params: { conversationId: await desk.conversationId() } })
}

test('a run that a member cancelled undoes the rest of it in the closed conversation', async () => {
  const desk = await openAsked()
  await cancel(desk)
  await expect.poll(() => hasBegunToUndo(desk), eventually).toBe(true)
  await close(desk)
  expect(await desk.conversation()).toMatchObject({ status: 'closed', holder: 'nobody' })
  expect(await statusOf(desk)).toMatch(/waiting|running/)

  await expect.poll(() => statusOf(desk), eventually).toBe('cancelled')
  expect((await journalOf(desk)).at(-1)).toMatchObject({
    ...{ kind: 'step', name: 'undo book', value: { ok: 'b1' }, attempts: 2 },
  })
  expect((await runsOf(desk))[0]).toMatchObject({ outcome: 'Wrong day' })
  expect(await desk.conversation()).toMatchObject({ status: 'closed', holder: 'nobody' })
  expect(await desk.phone()).toEqual(['Pay now?'])
})

test('so does one that the contact cancelled, who is told nothing any more', async () => {
  const desk = await openAsked()
  await desk.say('cancel')
  await expect.poll(() => hasBegunToUndo(desk), eventually).toBe(true)
  await close(desk)

  await expect.poll(() => statusOf(desk), eventually).toBe('cancelled')
  expect((await journalOf(desk)).map(({ name }) => name)).toContain('undo book')
  expect(await desk.phone()).toEqual(['Pay now?'])
  expect(await desk.conversation()).toMatchObject({ status: 'closed', holder: 'nobody' })
})

test('one that was closed at once after the cancellation, before it had begun, does too', async () => {
  const desk = await openAsked()
  await cancel(desk)
  await close(desk)

  await expect.poll(() => statusOf(desk), eventually).toBe('cancelled')
  expect((await journalOf(desk)).at(-1)).toMatchObject({ name: 'undo book', value: { ok: 'b1' } })
})

test('a run that nobody cancelled undoes nothing when the conversation is closed', async () => {
  const desk = await openAsked()
  await close(desk)

  expect(await statusOf(desk)).toBe('cancelled')
  expect((await journalOf(desk)).map(({ name }) => name)).not.toContain('undo book')
})

test('a server that dies while it undoes leaves it to the next', async () => {
  const desk = await openAsked()
  await cancel(desk)
  await close(desk)
  await admin.query(
    "update run set claimed_by = $2, claim = claim + 1, status = 'running' where org_id = $1",
    [desk.number.orgId, newId()],
  )

  await expect.poll(() => statusOf(desk), eventually).toBe('cancelled')
  expect((await journalOf(desk)).filter(({ name }) => name === 'undo book')).toHaveLength(1)
})

test('a contact who writes meanwhile is answered by a new run, when it is undone', async () => {
  const desk = await openAsked()
  await cancel(desk)
  await expect.poll(() => hasBegunToUndo(desk), eventually).toBe(true)
  await close(desk)
  await desk.say('Hello again')

  await expect.poll(desk.phone, eventually).toEqual(['Pay now?', 'Pay now?'])
  expect(await statusOf(desk, 0)).toBe('cancelled')
  expect(await statusOf(desk, 1)).toBe('waiting')
  expect((await journalOf(desk, 0)).at(-1)).toMatchObject({ name: 'undo book', value: { ok: 'b1' } })
  expect(await desk.conversation()).toMatchObject({ status: 'open', holder: 'backend' })
})

test('what cannot be undone is a failed run of the closed conversation, which goes on after it is reopened', async () => {
  const desk = await openAsked(bookingWith("() => { throw new TerminalError('No refunds') }"))
  await cancel(desk)
  await close(desk)

  await expect.poll(() => statusOf(desk), eventually).toBe('failed')
  const [run] = await runsOf(desk)
  expect(run?.failure).toMatchObject({ code: 'undo_failed', message: expect.stringMatching(/No refunds/) })
  expect(await desk.conversation()).toMatchObject({ status: 'closed', holder: 'nobody' })
  const owner = await server.signIn(desk.number.orgId, { role: 'owner' })
  const body = { expect: { generation: run?.generation, length: run?.length } }
  expect(await owner.refusal(api.retryRun, { params: { runId: run?.id }, body })).toBe('conflict')
  await desk.agent.call(api.reopenConversation, { params: { conversationId: await desk.conversationId() } })
  await owner.call(api.retryRun, { params: { runId: run?.id }, body })
})

test('runs that call each other are undone together, the last first', async () => {
  const code = BOOKING.replace("chat.ask('Pay now?')", "chat.call('payment')")
  const desk = await openDesk(server, { simulators, code, more: ON, name: 'booking' })
  const body = `await chat.step('reserve', () => 'r1', { retry: { attempts: 2, backoff: 1_000 }, onUndo: ${SECOND} })
    return chat.ask('Card?')`
  await deployCode(server, desk.number.orgId, { name: 'payment', body })
  await desk.say('Hi')
  await expect.poll(desk.phone, eventually).toEqual(['Card?'])
  await cancel(desk)
  await close(desk)

  await expect.poll(() => statusOf(desk, 0), eventually).toBe('cancelled')
  expect(await statusOf(desk, 1)).toBe('cancelled')
  expect((await journalOf(desk, 1)).at(-1)).toMatchObject({ name: 'undo reserve', value: { ok: 'r1' } })
  expect((await journalOf(desk, 0)).at(-1)).toMatchObject({ name: 'undo book', value: { ok: 'b1' } })
  expect(await desk.conversation()).toMatchObject({ status: 'closed', holder: 'nobody' })
})

test('none of this was an error of the server', () => {
  expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
})
