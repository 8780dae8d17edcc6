import { api, type LogEntry } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()

const openWith = (code: string) => openDesk(server, { simulators, code })
const logOf = async (desk: Desk): Promise<LogEntry[]> => {
  const { entries } = await desk.agent.call(api.listLog, { query: { limit: 50 } })
  return entries.reverse()
}
const told = async (desk: Desk) =>
  (await logOf(desk)).map(
    ({ severity, kind, text, backend }) =>
      `${severity} ${kind}: ${text.replace(backend?.name ?? 'none', 'test')}`,
  )
const eventually = { timeout: 15_000, interval: 50 }
const slow = { timeout: 90_000 }

test('a run tells what it did from its beginning to its end', slow, async () => {
  const desk = await openWith(`
    console.error('careful')
    chat.log('warn', 'Asking', { about: ['name'] })
    await chat.step('fragile', ({ attempt }) => { if (attempt < 2) throw new Error('Not yet') }, { retry: { backoff: '10 ms' } })
    const name = await chat.ask('Name?')
    await chat.end('met ' + name)`)
  await desk.say('Hi')
  await expect.poll(desk.phone, eventually).toEqual(['Name?'])
  await desk.say('Lin')

  await expect
    .poll(() => told(desk), eventually)
    .toEqual([
      'info run.started: test started.',
      'error backend.logged: careful',
      'warn backend.logged: Asking',
      "warn step.retried: Step 'fragile' failed: Not yet",
      // The function is played again for the second attempt; console is no part of the journal.
      'error backend.logged: careful',
      'error backend.logged: careful',
      'info run.completed: test completed: met Lin',
    ])
  const [, , asking, retried] = await logOf(desk)
  const conversationId = await desk.conversationId()
  expect(asking).toMatchObject({ data: { about: ['name'] }, conversationId })
  expect(retried?.data).toMatchObject({ step: 'fragile', attempts: 1 })
})

test('a failure, a crash and a hand-off say why', slow, async () => {
  const failing = await openWith(`
    await chat.step('pay', () => { throw new TerminalError('No money') })`)
  const crashing = await openWith('process.exit(3)')
  const calling = await openWith("await chat.handoff('A party of 40', { summary: 'Urgent' })")
  for (const desk of [failing, crashing, calling]) await desk.say('Hi')

  await expect
    .poll(() => told(failing), eventually)
    .toEqual([
      'info run.started: test started.',
      "error step.failed: Step 'pay' failed for good: No money",
      "error run.failed: Step 'pay' failed after 1 attempt: No money",
    ])
  await expect
    .poll(() => told(crashing), eventually)
    .toEqual([
      'info run.started: test started.',
      ...['warn', 'warn', 'error'].map(
        (severity) => `${severity} backend.crashed: The process ended with code 3.`,
      ),
      'error run.failed: The process that runs the code ended.',
    ])
  await expect
    .poll(() => told(calling), eventually)
    .toEqual(['info run.started: test started.', 'info run.handed_off: A party of 40'])
})

test('a message that the platform refuses is told with its reason', slow, async () => {
  const desk = await openWith("await chat.ask('One?')")
  await simulators.whatsapp.fail({ kind: '131047', personId: desk.personId })
  await desk.say('Hi')

  await expect
    .poll(async () => (await logOf(desk)).filter(({ source }) => source === 'delivery'), eventually)
    .toMatchObject([{ severity: 'error', kind: 'delivery.failed', data: { code: '131047', attempts: 1 } }])
})

test('the log is exported as lines of JSON, as it is filtered', slow, async () => {
  const desk = await openWith("chat.log('warn', 'odd'); await chat.ask('One?')")
  await desk.say('Hi')
  await expect.poll(() => told(desk), eventually).toHaveLength(2)

  const { status, headers, body } = await desk.agent.send('GET', '/v1/log/export?severity=warn')

  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8'])
  expect(body).toMatchObject({ kind: 'backend.logged', text: 'odd' })
})
