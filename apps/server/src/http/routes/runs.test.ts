import { api, type Run } from '@hilo/protocol'
import { describe, expect, test, vi } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

// The actions on runs with real processes, webhooks and phones; the rules are tested in domain/run.

const { simulators, server } = await startWithSimulators()

const APOLOGY = expect.stringMatching(/Something went wrong on our side/)
const eventually = { timeout: 15_000 }
vi.setConfig({ testTimeout: 45_000 })

// The fault is gone when the process has been asked often enough: it lives as long as the org's process.
const BOOKS_AT = (attempt: number, retry = '{ attempts: 1 }') => `
  await chat.say('Hello')
  const name = await chat.ask('Your name?')
  const booked = await chat.step('book', ({ idempotencyKey }) => {
    globalThis.keys = [...(globalThis.keys ?? []), idempotencyKey]
    if (globalThis.keys.length < ${attempt}) throw new Error('The oven is cold')
    return { code: 'A7', keys: globalThis.keys }
  }, { retry: ${retry} })
  await chat.say('Booked for ' + name + ': ' + booked.code)`

async function aRunThatFails(code: string, role: 'admin' | 'agent' = 'admin') {
  const desk = await openDesk(server, { simulators, code, hasLines: true })
  await desk.say('Hi')
  await expect.poll(desk.phone, eventually).toEqual(['Hello', 'Your name?'])
  await desk.say('Lin')
  await expect
    .poll(() => runOf(desk), eventually)
    .toMatchObject({
      waitingFor: code.includes('backoff') ? { kind: 'step' } : null,
    })
  const member = await server.signIn(desk.number.orgId, { role })
  return { desk, member, run: await runOf(desk) }
}

async function runOf(desk: Desk): Promise<Run> {
  const params = { conversationId: await desk.conversationId() }
  const [run] = (await desk.agent.call(api.listRuns, { params })).runs
  if (!run) throw new Error('There is no run.')
  return run
}

const journalOf = (desk: Desk, runId: string) => desk.agent.call(api.getJournal, { params: { runId } })
const seen = ({ generation, length }: Run) => ({ expect: { generation, length } })

test('failed runs are found, and retried go on under the same key, saying nothing twice', async () => {
  const { desk, member, run } = await aRunThatFails(BOOKS_AT(3))
  const query = { status: 'failed', code: 'step_failed' }
  const { runs } = await member.call(api.searchRuns, { query })
  expect(runs).toMatchObject([{ id: run.id, contact: { name: 'Lucía' }, failure: { code: 'step_failed' } }])
  expect((await member.call(api.countRuns)).counts.failed).toBe(1)

  const several = { body: { runs: runs.map((each) => ({ runId: each.id, ...seen(each) })) } }
  expect((await member.call(api.retryRuns, several)).results).toEqual([{ runId: run.id, refused: null }])
  await expect.poll(async () => (await runOf(desk)).status, eventually).toBe('failed')
  await member.call(api.retryRun, { params: { runId: run.id }, body: seen(await runOf(desk)) })

  await expect.poll(desk.phone, eventually).toEqual(['Hello', 'Your name?', APOLOGY, 'Booked for Lin: A7'])
  const { entries } = await journalOf(desk, run.id)
  const step = entries.find(({ kind }) => kind === 'step')
  const key = `${run.id}:0:${step?.position}`
  expect(step).toMatchObject({ value: { ok: { keys: [key, key, key] } }, skipped: null })
  expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
})

test('a step that fails on is skipped with a value, which the code goes on with', async () => {
  const { desk, member, run } = await aRunThatFails(BOOKS_AT(99))
  const { entries } = await journalOf(desk, run.id)
  const step = entries.at(-1)
  expect(step).toMatchObject({
    kind: 'step',
    value: { error: { stack: expect.stringMatching(/Error: The oven is cold\n.*backend\.ts:\d+:\d+/) } },
  })

  const body = { ...seen(run), position: step?.position, value: { code: 'BY HAND' } }
  await member.call(api.skipStep, { params: { runId: run.id }, body })

  await expect.poll(desk.phone, eventually).toContain('Booked for Lin: BY HAND')
  const after = (await journalOf(desk, run.id)).entries.find(({ kind }) => kind === 'step')
  expect(after).toMatchObject({
    skipped: { memberId: member.memberId, apiKeyName: null, error: 'The oven is cold' },
  })
})

test('what a program does to a run is told with the name of its key, not as done by who made it', async () => {
  const { desk, member, run } = await aRunThatFails(BOOKS_AT(99))
  const made = { name: 'Night watch', scopes: ['runs:write'], expiresAt: null }
  const { key } = await member.call(api.createApiKey, { body: made })
  const { entries } = await journalOf(desk, run.id)
  const body = { ...seen(run), position: entries.at(-1)?.position, value: { code: 'BY HAND' } }
  const answer = await fetch(`${server.url}/v1/runs/${run.id}/skip`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200)

  const after = (await journalOf(desk, run.id)).entries.find(({ kind }) => kind === 'step')
  expect(after).toMatchObject({ skipped: { memberId: member.memberId, apiKeyName: 'Night watch' } })
  const event = (await desk.timeline()).find((item) => item.type === 'event' && item.event === 'step_skipped')
  expect(event).toMatchObject({ actorName: 'Ada', apiKeyName: 'Night watch' })
})

describe('a run between two attempts', () => {
  const LATER = "{ attempts: 5, backoff: '1 hour' }"

  test('tells the line that waits, and attempts at once when it is retried', async () => {
    const { desk, member, run } = await aRunThatFails(BOOKS_AT(2, LATER))
    const { run: view } = await journalOf(desk, run.id)
    expect(view.waitingFor).toMatchObject({
      error: 'The oven is cold',
      stack: expect.stringMatching(/backend\.ts:\d+/),
      source: {
        file: expect.stringMatching(/^backend\.ts$/),
        text: expect.stringContaining("chat.step('book'"),
      },
    })

    await member.call(api.retryRun, { params: { runId: run.id }, body: seen(run) })

    await expect.poll(desk.phone, eventually).toContain('Booked for Lin: A7')
  })

  test('is handed off and cancelled by an agent, who may neither retry nor skip', async () => {
    const { member, run, desk } = await aRunThatFails(BOOKS_AT(9, LATER), 'agent')
    const to = { params: { runId: run.id } }

    expect(await member.refusal(api.retryRun, { ...to, body: seen(run) })).toBe('not_allowed')
    const skip = { ...seen(run), position: '0003', value: 1 }
    expect(await member.refusal(api.skipStep, { ...to, body: skip })).toBe('not_allowed')
    await member.call(api.handOffRun, { ...to, body: { ...seen(run), reason: 'An oven is needed' } })
    expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'An oven is needed' })
    await member.call(api.cancelRun, { ...to, body: { ...seen(run), reason: 'The oven' } })
    await expect.poll(async () => (await runOf(desk)).status, eventually).toBe('cancelled')
    const query = { runId: run.id, source: 'system' }
    await expect
      .poll(async () => (await member.call(api.listLog, { query })).entries, eventually)
      .toMatchObject([
        {
          ...{ kind: 'run.cancel_asked', text: 'Ada cancelled the run: The oven' },
          contact: { name: 'Lucía' },
        },
      ])
  })
})
