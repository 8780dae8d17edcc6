import { api, type JournalItem, type Run } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()

const openWith = (code: string, more = '') => openDesk(server, { simulators, code, more })
const eventually = { timeout: 15_000 }

async function runOf(desk: Desk): Promise<Run> {
  const params = { conversationId: await desk.conversationId() }
  const [run] = (await desk.agent.call(api.listRuns, { params })).runs
  if (!run) throw new Error('The conversation has no run.')
  return run
}

async function journalOf(desk: Desk, generation?: number): Promise<JournalItem[]> {
  const { id: runId } = await runOf(desk)
  return (await desk.agent.call(api.getJournal, { params: { runId }, query: { generation } })).entries
}

const kindsOf = (entries: readonly JournalItem[]) => entries.map(({ kind }) => kind)
const stepsOf = (entries: readonly JournalItem[]) =>
  entries.filter(({ kind }) => kind === 'step').map(({ name }) => name)

async function cancel(desk: Desk, reason: string | null = 'Wrong day'): Promise<Run> {
  return desk.agent.call(api.cancelRun, { params: { runId: (await runOf(desk)).id }, body: { reason } })
}

/** Books at once and then asks; what is undone may fail. */
const booking = (undo = '() => null') => `
  await chat.step('book', () => 'b1', { retry: { attempts: 2, backoff: 10 }, onUndo: ${undo} })
  await chat.say('Booked: ' + (await chat.ask('Pay now?')))`

describe('a checkpoint', () => {
  const COUNTING = `
    const seen = [...(chat.state ?? []), await chat.ask((chat.state ?? []).length + '?')]
    await chat.step('note', ({ idempotencyKey }) => idempotencyKey)
    if (seen.length < 3) await chat.checkpoint(seen)
    await chat.say(seen.join(' '))`

  test('begins anew over the journal of its state, and the old one stays readable', {
    timeout: 60_000,
  }, async () => {
    const desk = await openWith(COUNTING)
    for (const [count, text] of ['Hi', 'a', 'b', 'c'].entries()) {
      await desk.say(text)
      await expect.poll(desk.phone, eventually).toHaveLength(count + 1)
    }

    await expect.poll(desk.phone, eventually).toEqual(['0?', '1?', '2?', 'a b c'])
    expect(await runOf(desk)).toMatchObject({ status: 'done', generation: 2, length: 6 })
    expect(kindsOf(await journalOf(desk, 0))).toEqual(['ask', 'answer', 'step', 'checkpoint'])
    expect(kindsOf(await journalOf(desk))).toEqual(['state', 'ask', 'answer', 'step', 'say', 'end'])
    const keys = (await Promise.all([0, 1, 2].map((generation) => journalOf(desk, generation))))
      .flat()
      .filter(({ kind }) => kind === 'step')
      .map(({ value }) => (value as { ok: string }).ok.split(':').slice(1).join(':'))
    expect(keys).toEqual(['0:0002', '1:0002', '2:0002'])
  })

  test('that the server did not live to play is played by the next', async () => {
    const desk = await openWith(COUNTING)
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['0?'])
    await desk.say('a')
    await expect.poll(desk.phone, eventually).toEqual(['0?', '1?'])
    // As it is when the server dies between the commit and the next turn.
    await admin.query(
      `update run set generation = 7, length = 1, wait = null, wake = 'start', status = 'running', due_at = now()
       where org_id = $1`,
      [desk.number.orgId],
    )
    await admin.query(
      `insert into journal (org_id, run_id, generation, position, kind, name, value)
       select org_id, run_id, 7, position, kind, name, value from journal where org_id = $1 and kind = 'state'`,
      [desk.number.orgId],
    )

    await expect.poll(desk.phone, eventually).toEqual(['0?', '1?', '1?'])
    await desk.say('b')
    await expect.poll(desk.phone, eventually).toEqual(['0?', '1?', '1?', '2?'])
    expect((await runOf(desk)).generation).toBe(8)
  })
})

describe('a contact', () => {
  test('who asks for a person gets one, and the question again afterwards', async () => {
    const desk = await openWith("await chat.ask('How many?')", 'on: { human: true },')
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['How many?'])
    await desk.say('A human, please')
    await expect.poll(desk.phone, eventually).toHaveLength(2)
    expect(await desk.conversation()).toMatchObject({
      holder: 'human',
      handoffReason: 'The contact asked for a person.',
    })
    await desk.agent.call(api.handBack, { params: { conversationId: await desk.conversationId() } })

    await expect.poll(desk.phone, eventually).toEqual(['How many?', expect.any(String), 'How many?'])
  })

  test('who cancels is told when it is undone, and a new message begins anew', async () => {
    const desk = await openWith(booking(), 'on: { cancel: true },')
    await desk.say('Hi')
    await desk.say('Cancel')
    await expect.poll(desk.phone, eventually).toEqual(['Pay now?', 'Done, it is cancelled.'])

    expect(await runOf(desk)).toMatchObject({ status: 'cancelled', outcome: 'The contact cancelled.' })
    expect(stepsOf(await journalOf(desk))).toEqual(['book', 'undo book'])
    expect(await desk.timeline()).toContainEqual(
      expect.objectContaining({ event: 'run_cancelled', actor: 'backend' }),
    )
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
    await desk.say('Hi again')
    await expect.poll(desk.phone, eventually).toHaveLength(3)
  })

  test('hears that something went wrong when it cannot be undone, and people hear what', async () => {
    const undo = "() => { throw new TerminalError('No refunds') }"
    const desk = await openWith(booking(undo), 'on: { cancel: true },')
    await desk.say('Hi')
    await desk.say('Cancel')

    await expect.poll(desk.phone, eventually).toEqual(['Pay now?', expect.stringMatching(/went wrong/)])
    const conversation = await desk.conversation()
    expect(conversation).toMatchObject({ holder: 'human' })
    expect(conversation.handoffReason).toMatch(/'undo book' failed after 1 attempt: No refunds/)
    expect(await runOf(desk)).toMatchObject({ status: 'failed', failure: { code: 'undo_failed' } })
  })
})

describe('a member who cancels a run', () => {
  test('has it undone, also what fails at first; the contact is told nothing', async () => {
    const undo = "(id, { attempt }) => { if (attempt === 1) throw new Error('Not yet'); return id }"
    const desk = await openWith(booking(undo))
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Pay now?'])
    await cancel(desk)

    await expect
      .poll(() => runOf(desk), eventually)
      .toMatchObject({ status: 'cancelled', outcome: 'Wrong day' })
    expect((await journalOf(desk)).at(-1)).toMatchObject({
      name: 'undo book',
      value: { ok: 'b1' },
      attempts: 2,
    })
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
    expect(await desk.timeline()).toContainEqual(
      expect.objectContaining({ event: 'run_cancelled', actor: 'member', data: { reason: 'Wrong day' } }),
    )
    expect(await desk.phone()).toEqual(['Pay now?'])
  })

  test('while people hold the conversation leaves it with them', async () => {
    const desk = await openWith(booking())
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Pay now?'])
    await desk.agent.call(api.takeOver, { params: { conversationId: await desk.conversationId() } })
    await desk.say('Hello?')
    await cancel(desk)
    await desk.say('Anybody?')

    await expect.poll(async () => (await runOf(desk)).status, eventually).toBe('cancelled')
    expect(stepsOf(await journalOf(desk))).toEqual(['book', 'undo book'])
    expect(await desk.conversation()).toMatchObject({ holder: 'human' })
  })

  test('stops the turn under way: its step is recorded and undone, and nothing is said', async () => {
    const desk = await openWith(`
      await chat.step('slow', () => new Promise((done) => setTimeout(() => done(1), 2_000)), { onUndo: () => 0 })
      await chat.say('Too late')`)
    await desk.say('Hi')
    await expect.poll(() => runOf(desk).catch(() => null), eventually).toMatchObject({ status: 'running' })
    await cancel(desk)

    await expect.poll(async () => (await runOf(desk)).status, eventually).toBe('cancelled')
    expect(stepsOf(await journalOf(desk))).toEqual(['slow', 'undo slow'])
    expect(await desk.phone()).toEqual([])
  })

  test('while the code acts on an answer has that undone, and the answer begins no other run', async () => {
    const desk = await openWith(`
      await chat.ask('Sure?')
      await chat.step('book', () => 'b1', { onUndo: () => 0 })
      await chat.step('slow', () => new Promise((done) => setTimeout(() => done(1), 2_000)))
      await chat.say('Too late')`)
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Sure?'])
    await desk.say('yes')
    await expect.poll(async () => stepsOf(await journalOf(desk)), eventually).toEqual(['book'])
    await cancel(desk)

    await expect.poll(async () => (await runOf(desk)).status, eventually).toBe('cancelled')
    expect(stepsOf(await journalOf(desk))).toEqual(['book', 'slow', 'undo book'])
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
    expect(await desk.phone()).toEqual(['Sure?'])
  })

  test('leaves what is written while it is undone to the next run, though it never asked', async () => {
    const undo = "(_, { attempt }) => { if (attempt === 1) throw new Error('Not yet') }"
    const desk = await openWith(`
      await chat.step('book', () => 'b1', { retry: { attempts: 2, backoff: 3_000 }, onUndo: ${undo} })
      await chat.say('Booked')
      await chat.sleep('1 hour')`)
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Booked'])
    await cancel(desk)
    await expect.poll(async () => kindsOf(await journalOf(desk)), eventually).toContain('cancel')
    await desk.say('Hello?')

    await expect.poll(desk.phone, eventually).toEqual(['Booked', 'Booked'])
  })

  test('of a run that has ended is told so', async () => {
    const desk = await openWith("await chat.say('Bye')")
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Bye'])

    await expect(cancel(desk)).rejects.toThrow(/This run has ended/)
  })

  test('reads why it cannot be undone; the contact reads nothing', async () => {
    const desk = await openWith(booking("() => { throw new TerminalError('No refunds') }"))
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Pay now?'])
    await cancel(desk, null)

    await expect.poll(async () => (await runOf(desk)).status, eventually).toBe('failed')
    expect((await desk.conversation()).handoffReason).toMatch(/No refunds/)
    expect(await desk.phone()).toEqual(['Pay now?'])
  })
})

describe('a choice with more options than the channel can show', () => {
  test('has numbers, 0 leads back, and a patch, a local time and both are recorded', async () => {
    const desk = await openWith(`
      const times = Array.from({ length: 11 }, (_, at) => (9 + at) + ':00')
      const time = await chat.choose('When?', times, { back: 'Another day' })
      if (chat.patched('polite')) await chat.say(time === null ? 'Another day then.' : time)
      await chat.sleepUntil('2020-02-03 09:00')`)
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual([expect.stringMatching(/11\. 19:00\n0\. Another day$/)])
    await desk.say('0')

    await expect.poll(desk.phone, eventually).toHaveLength(2)
    expect((await desk.phone()).at(-1)).toBe('Another day then.')
    const entries = await journalOf(desk)
    expect(kindsOf(entries)).toEqual(['patched', 'choose', 'answer', 'say', 'sleep', 'woke', 'end'])
    expect(entries[4]).toMatchObject({ value: { local: '2020-02-03 09:00' } })
  })
})

test('none of this was an error of the server', () => {
  expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
})
