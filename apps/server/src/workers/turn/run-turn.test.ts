import { setTimeout as sleep } from 'node:timers/promises'
import { api, type Run } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()

const openWith = (code: string, over: { more?: string; locale?: string } = {}) =>
  openDesk(server, { simulators, code, ...over })

async function runsOf(desk: Desk): Promise<Run[]> {
  const params = { conversationId: await desk.conversationId() }
  return (await desk.agent.call(api.listRuns, { params })).runs
}

async function journalOf(desk: Desk): Promise<string[]> {
  const [run] = await runsOf(desk)
  const { entries } = await desk.agent.call(api.getJournal, { params: { runId: run?.id } })
  return entries.map(({ kind, name, value }) => `${kind} ${name} ${JSON.stringify(value)}`)
}

async function takeOver(desk: Desk): Promise<void> {
  await desk.agent.call(api.takeOver, { params: { conversationId: await desk.conversationId() } })
}

async function handBack(desk: Desk): Promise<void> {
  await desk.agent.call(api.handBack, { params: { conversationId: await desk.conversationId() } })
}

const eventually = { timeout: 10_000 }

describe('a run', () => {
  test('asks, does a step once, and answers', async () => {
    const desk = await openWith(`
      const name = await chat.ask('Your name?')
      const booked = await chat.step('book', ({ idempotencyKey }) => ({ name, key: idempotencyKey }))
      await chat.say('Booked for ' + booked.name)`)

    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['Your name?'])
    expect(await desk.conversation()).toMatchObject({ holder: 'backend' })
    await desk.say('Lin')

    await expect.poll(desk.phone).toEqual(['Your name?', 'Booked for Lin'])
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
    expect(await runsOf(desk)).toMatchObject([{ status: 'done', waitingFor: null }])
    expect((await journalOf(desk)).filter((entry) => entry.startsWith('step'))).toHaveLength(1)
  })

  test('that ended is followed by another when the contact writes again', async () => {
    const desk = await openWith("await chat.say('Answer to ' + (await chat.ask()))")

    await desk.say('one')
    await expect.poll(desk.phone).toEqual(['Answer to one'])
    await desk.say('two')

    await expect.poll(desk.phone).toEqual(['Answer to one', 'Answer to two'])
    expect(await runsOf(desk)).toHaveLength(2)
  })

  test('that speaks without asking has answered the message that started it, and that one only', async () => {
    const desk = await openWith("await chat.say('Hello')")

    await desk.say('one')
    await expect.poll(desk.phone).toEqual(['Hello'])
    await desk.say('two')
    await expect.poll(desk.phone).toEqual(['Hello', 'Hello'])

    await sleep(300)
    expect(await desk.phone()).toEqual(['Hello', 'Hello'])
    expect(await runsOf(desk)).toMatchObject([{ status: 'done' }, { status: 'done' }])
  })

  test('reads what came in one burst in its order, each once', async () => {
    const desk = await openWith(`
      const all = []
      for (let n = 0; n < 5; n++) all.push(await chat.ask())
      await chat.say(all.join(' '))`)

    await Promise.all(['1', '2', '3', '4', '5'].map((text) => desk.say(text)))

    await expect.poll(desk.phone).toEqual(['1 2 3 4 5'])
  })

  test('goes on when its time has come', async () => {
    const desk = await openWith(`
      await chat.ask('Still there?', { timeout: '1 second', onTimeout: () => chat.say('Good bye.') })`)

    await desk.say('Hi')

    await expect.poll(desk.phone, eventually).toEqual(['Still there?', 'Good bye.'])
  })

  test('tries a step that failed again, and shows what went wrong', async () => {
    const desk = await openWith(`
      const attempt = await chat.step('fragile', ({ attempt }) => {
        if (attempt < 3) throw new Error('Not yet: ' + attempt)
        return attempt
      }, { retry: { attempts: 3, backoff: '10 ms' } })
      await chat.say('Done at ' + attempt)`)

    await desk.say('Hi')

    await expect.poll(desk.phone, eventually).toEqual(['Done at 3'])
  })
})

describe('what a run does to records', () => {
  test('is seen by members with the turn, and by the run after it', async () => {
    const desk = await openWith(`
      const visits = (chat.contact.attributes.visits ?? 0) + 1
      await chat.tag('visitor')
      await chat.note('Visit ' + visits)
      await chat.assign(await chat.ask('Whom?')).catch((error) => chat.say(error.message))
      await chat.contact.set({ attributes: { visits } })`)
    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['Whom?'])
    expect(await desk.conversation()).toMatchObject({ tags: ['visitor'], assigneeId: null })
    const { members } = await desk.agent.call(api.listMembers)
    await desk.say(members[0]?.email.toUpperCase() ?? '')
    await expect
      .poll(async () => (await desk.conversation()).assigneeId, eventually)
      .toBe(desk.agent.memberId)

    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Whom?', 'Whom?'])
    await desk.say('nobody@example.com')

    await expect
      .poll(desk.phone, eventually)
      .toContain('chat.assign: no member of this org has the address nobody@example.com.')
    expect((await desk.conversation()).contact.attributes).toEqual({ visits: 2 })
    const notes = (await desk.timeline()).filter(({ type }) => type === 'note')
    expect(notes).toMatchObject([
      { author: 'backend', text: 'Visit 1' },
      { author: 'backend', text: 'Visit 2' },
    ])
  })

  test('is done once when the process dies in the middle of the turn', async () => {
    const desk = await openWith(`
      await chat.note('Once')
      await chat.tag('seen')
      globalThis.mark ??= Math.random()
      const mark = await chat.step('mark', () => globalThis.mark)
      if (mark === globalThis.mark) process.exit(1)
      await chat.note('Twice')
      await chat.ask('And?')`)
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['And?'])

    const notes = (await desk.timeline()).flatMap((item) => (item.type === 'note' ? [item.text] : []))
    expect(notes).toEqual(['Once', 'Twice'])
  })
})

describe('code that fails hands the conversation off, says why, and does not leave the contact in silence', () => {
  const APOLOGY = /Something went wrong on our side/

  test.concurrent.for<[string, string, { code: string; message: RegExp }]>([
    [
      'an exception',
      "throw new Error('The oven is cold')",
      { code: 'exception', message: /The oven is cold/ },
    ],
    [
      'a step that can never succeed',
      "await chat.step('pay', () => { throw new TerminalError('No money') })",
      { code: 'terminal', message: /No money/ },
    ],
    [
      'a step whose attempts are used up',
      "await chat.step('pay', () => { throw new Error('Refused') }, { retry: { attempts: 2, backoff: '10 ms' } })",
      { code: 'step_failed', message: /pay|Refused/ },
    ],
    ['a process that ends', 'process.exit(1)', { code: 'crash', message: /ended/ }],
    ['an endless loop', 'for (;;) {}', { code: 'crash', message: /control/ }],
    [
      'too much memory',
      'const all = []; for (;;) { all.push(new Array(1e5).fill(Math.random())); await null }',
      { code: 'crash', message: /memory|ended|control/ },
    ],
  ])('%s', { timeout: 60_000 }, async ([, code, failure], { expect }) => {
    const desk = await openWith(code)

    await desk.say('Hi')

    await expect
      .poll(desk.phone, { timeout: 45_000, interval: 100 })
      .toEqual([expect.stringMatching(APOLOGY)])
    const conversation = await desk.conversation()
    expect(conversation).toMatchObject({ holder: 'human', status: 'open' })
    expect(conversation.handoffReason).toMatch(failure.message)
    expect(await runsOf(desk)).toMatchObject([
      { status: 'failed', failure: { code: failure.code, message: expect.stringMatching(failure.message) } },
    ])
    expect(await desk.timeline()).toContainEqual(expect.objectContaining({ event: 'run_failed' }))
  })

  test('code that does something else on replay, with both sides shown', async () => {
    const desk = await openWith(`
      globalThis.plays = (globalThis.plays ?? 0) + 1
      await chat.step(globalThis.plays === 1 ? 'first' : 'other', () => 1)
      await chat.ask('And?')
      await chat.say('Never said')`)

    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['And?'])
    await desk.say('Well')

    await expect.poll(desk.phone, eventually).toEqual(['And?', expect.stringMatching(APOLOGY)])
    const [run] = await runsOf(desk)
    expect(run?.failure).toMatchObject({
      code: 'nondeterminism',
      expected: expect.stringContaining('first'),
      actual: expect.stringContaining('other'),
    })
  })

  test('in the language of the org', async () => {
    const desk = await openWith("throw new Error('x')", { locale: 'es' })

    await desk.say('Hola')

    await expect.poll(desk.phone).toEqual([expect.stringMatching(/^Algo no salió bien/)])
  })

  test('while the code of others goes on', async () => {
    const [bad, good] = [
      await openWith('for (;;) {}'),
      await openWith("await chat.say('ok ' + await chat.ask())"),
    ]
    await bad.say('Hi')
    await sleep(100)

    await good.say('you')
    await expect.poll(good.phone, eventually).toEqual(['ok you'])

    expect(await runsOf(bad)).toMatchObject([{ status: expect.stringMatching(/running|waiting/) }])
  })
})

describe('a person', () => {
  const ASKING = `
    const answer = await chat.ask('How many?', { as: z.coerce.number(), retry: 'A number, please.' })
    await chat.say('Noted: ' + answer)`

  test('who takes over silences the code; after the hand-back it asks again and takes only what comes then', async () => {
    const desk = await openWith(ASKING)
    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['How many?'])
    await takeOver(desk)

    await desk.say('7')
    await desk.answer('Let me see.')
    await expect.poll(desk.phone).toEqual(['How many?', 'Let me see.'])
    await sleep(150)
    expect(await desk.phone()).toHaveLength(2)

    await handBack(desk)
    await expect.poll(desk.phone, eventually).toEqual(['How many?', 'Let me see.', 'How many?'])
    await desk.say('4')

    await expect.poll(desk.phone, eventually).toContain('Noted: 4')
    expect(await desk.phone()).not.toContain('Noted: 7')
  })

  test('who answers takes the turn with it', async () => {
    const desk = await openWith(ASKING)
    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['How many?'])

    await desk.answer('I am here.')

    expect(await desk.conversation()).toMatchObject({ holder: 'human' })
    await desk.say('3')
    await sleep(150)
    expect(await desk.phone()).toEqual(['How many?', 'I am here.'])
  })

  test('who takes over while a step is at work keeps its result, and nothing is said', async () => {
    const desk = await openWith(`
      const n = await chat.step('slow', async () => { await new Promise((done) => setTimeout(done, 700)); return 42 })
      await chat.say('It is ' + n)`)
    await desk.say('Hi')
    await expect.poll(desk.conversationId).toBeTruthy()
    await takeOver(desk)

    await expect.poll(() => journalOf(desk), eventually).toEqual([expect.stringContaining('step slow')])
    await sleep(200)
    expect(await desk.phone()).toEqual([])
    await handBack(desk)

    await expect.poll(desk.phone, eventually).toEqual(['It is 42'])
    const kinds = (await journalOf(desk)).map((entry) => entry.split(' ')[0])
    expect(kinds).toEqual(['step', 'say', 'end'])
  })

  test('cancels what the code has not sent yet', async () => {
    const desk = await openWith("await chat.say('One'); await chat.say('Two'); await chat.ask('Three?')")
    await simulators.whatsapp.fail({ kind: '131056', personId: desk.personId })
    await desk.say('Hi')
    await expect.poll(async () => (await desk.sent().catch(() => [])).length).toBe(3)
    await expect.poll(async () => (await desk.sent())[0]?.reason).toBeTruthy()

    await desk.answer('Mine')

    await expect.poll(desk.sent).toMatchObject([
      { text: 'One', status: 'cancelled' },
      { text: 'Two', status: 'cancelled' },
      { text: 'Three?', status: 'cancelled' },
      { text: 'Mine', status: 'delivered' },
    ])
    expect(await desk.phone()).toEqual(['Mine'])
  })

  test('cancels what is refused for now while it is being sent', async () => {
    const desk = await openWith("await chat.say('One'); await chat.ask('Two?')")
    await simulators.whatsapp.settings({ latencyMs: 400 })
    await simulators.whatsapp.fail({ kind: '131056', personId: desk.personId })
    await desk.say('Hi')
    await expect.poll(async () => (await desk.sent().catch(() => []))[0]?.status).toBe('sending')
    await takeOver(desk)
    await simulators.whatsapp.settings({ latencyMs: 0 })

    await expect.poll(desk.sent).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }])
    await admin.query('update delivery set due_at = now() where org_id = $1 and due_at is not null', [
      desk.number.orgId,
    ])
    // Some looks for what is due.
    await sleep(800)
    expect(await desk.phone()).toEqual([])
  })

  test('is not followed by what the code could not confirm', async () => {
    const desk = await openWith("await chat.ask('One?')")
    await simulators.whatsapp.fail({ kind: 'http_500', personId: desk.personId })
    await desk.say('Hi')
    await expect.poll(async () => (await desk.sent().catch(() => []))[0]?.status).toBe('unconfirmed')
    await desk.answer('Mine')
    await admin.query('update delivery set due_at = now() where org_id = $1 and due_at is not null', [
      desk.number.orgId,
    ])

    await expect.poll(desk.sent, eventually).toMatchObject([
      { text: 'One?', status: 'failed', reason: expect.stringContaining('a person took the turn') },
      { text: 'Mine', status: 'delivered' },
    ])
    expect(await desk.phone()).toEqual(['Mine'])
  })

  test('who holds the conversation holds its timers too; they are due when it is handed back', async () => {
    const desk = await openWith(
      "await chat.say('Sleeping'); await chat.sleep('1 second'); await chat.say('Awake')",
    )
    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['Sleeping'])
    await takeOver(desk)
    // The second, and some looks for what is due.
    await sleep(1_800)
    expect(await desk.phone()).toEqual(['Sleeping'])

    await handBack(desk)

    await expect.poll(desk.phone, eventually).toEqual(['Sleeping', 'Awake'])
  })

  test('is called by the code, with the reason, and gives the turn back', async () => {
    const desk = await openWith("await chat.handoff('A party of 40'); await chat.say('Back again')")
    await desk.say('Hi')
    await expect.poll(async () => (await desk.conversation().catch(() => null))?.holder).toBe('human')

    expect(await desk.conversation()).toMatchObject({ handoffReason: 'A party of 40' })
    expect(await desk.timeline()).toContainEqual(
      expect.objectContaining({ event: 'handed_off', actor: 'backend' }),
    )
    await handBack(desk)

    await expect.poll(desk.phone, eventually).toEqual(['Back again'])
  })

  test('who is called while the contact writes has it handed over once', async () => {
    const desk = await openWith(`
      await chat.step('slow', () => new Promise((done) => setTimeout(() => done(1), 500)))
      await chat.handoff('A party of 40')
      await chat.say('Back again')`)
    await desk.say('Hi')
    await desk.say('Are you there?')
    await expect.poll(async () => (await desk.conversation()).holder, eventually).toBe('human')
    await sleep(300)

    const events = (await desk.timeline()).filter(
      (item) => item.type === 'event' && item.event === 'handed_off',
    )
    expect(events).toHaveLength(1)
    expect(await desk.phone()).toEqual([])
    await handBack(desk)
    await expect.poll(desk.phone, eventually).toEqual(['Back again'])
  })

  test('who closes the conversation ends the run; a reply begins another in the same conversation', async () => {
    const desk = await openWith(ASKING)
    await desk.say('Hi')
    await expect.poll(desk.phone).toEqual(['How many?'])
    const conversationId = await desk.conversationId()
    await desk.agent.call(api.closeConversation, { params: { conversationId } })
    expect(await runsOf(desk)).toMatchObject([{ status: 'cancelled' }])

    await desk.say('Hello?')

    await expect.poll(desk.phone, eventually).toEqual(['How many?', 'How many?'])
    expect(await desk.conversation()).toMatchObject({ id: conversationId, status: 'open', holder: 'backend' })
  })
})

test('none of this was an error of the server', () => {
  expect(server.log.filter(({ level }) => level >= 50)).toEqual([])
})
