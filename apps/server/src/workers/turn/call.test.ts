import { api, type JournalItem, newId, type Run } from '@hilo/protocol'
import { describe, expect, test, vi } from 'vitest'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { startWithSimulators } from '../../testing/simulators.ts'
import { deployCode } from '../../testing/whatsapp.ts'

const { simulators, server, admin } = await startWithSimulators()
const eventually = { timeout: 15_000 }
// Each has a desk with two micro-backends.
vi.setConfig({ testTimeout: 60_000 })

const BOOKING = `
  await chat.step('book', () => 'b1', { onUndo: () => null })
  const { card } = await chat.call('payment', { amount: 10 })
  await chat.say('Paid with ' + card)
  await chat.say('Bye ' + await chat.ask('More?'))`
const PAYMENT = `
  await chat.step('reserve', () => 'r1', { onUndo: () => null })
  return { card: await chat.ask('Card for ' + chat.input.amount + ' ' + chat.config.currency + '?') }`
const TAKES =
  'input: z.object({ amount: z.number() }), config: z.object({ currency: z.string() }), on: { cancel: true },'

/** A desk whose backend may call another one, `payment`. */
async function openWith(code: string, payment: string | null = PAYMENT, more = TAKES): Promise<Desk> {
  const desk = await openDesk(server, { simulators, code, name: 'booking' })
  const config = { currency: 'UYU' }
  if (payment !== null) {
    await deployCode(server, desk.number.orgId, { name: 'payment', body: payment, more, config })
  }
  return desk
}

/** The runs of the newest conversation, in the order in which they began. */
async function runsOf(desk: Desk): Promise<Run[]> {
  const params = { conversationId: await desk.conversationId() }
  return (await desk.agent.call(api.listRuns, { params })).runs.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const journalOf = async (desk: Desk, index: number) =>
  desk.agent.call(api.getJournal, { params: { runId: (await runsOf(desk))[index]?.id } })
const statusesOf = async (desk: Desk) => (await runsOf(desk)).map(({ status }) => status)
const kindsOf = (entries: readonly JournalItem[]) => entries.map(({ kind }) => kind)
const cancel = async (desk: Desk, index: number) =>
  desk.agent.call(api.cancelRun, {
    params: { runId: (await runsOf(desk))[index]?.id },
    body: { reason: 'Wrong day' },
  })

async function openAtTheCard(code = BOOKING): Promise<Desk> {
  const desk = await openWith(code)
  await desk.say('Hi')
  await expect.poll(desk.phone, eventually).toEqual(['Card for 10 UYU?'])
  return desk
}

describe('a called backend', () => {
  test('talks, and the one that called goes on with what it returned', async () => {
    const desk = await openAtTheCard()
    const [booking, payment] = await runsOf(desk)
    expect(booking).toMatchObject({ status: 'waiting', waitingFor: { kind: 'call', name: 'payment' } })
    expect(payment).toMatchObject({
      status: 'waiting',
      backend: { name: 'payment' },
      parent: { id: booking?.id, backendName: booking?.backend.name },
    })
    await desk.say('visa')

    await expect.poll(desk.phone, eventually).toEqual(['Card for 10 UYU?', 'Paid with visa', 'More?'])
    const { entries, calls } = await journalOf(desk, 0)
    expect(kindsOf(entries)).toEqual(['step', 'call', 'returned', 'say', 'ask'])
    expect(entries[2]?.value).toMatchObject({ ok: { card: 'visa' }, run: { id: payment?.id, waited: true } })
    expect(calls).toEqual([{ runId: payment?.id, backendName: 'payment', position: '0002', status: 'done' }])
    await desk.say('now')
    await expect.poll(desk.phone, eventually).toContain('Bye now')
    expect(await statusesOf(desk)).toEqual(['done', 'done'])
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
    const kindsLogged = async () => {
      const query = { conversationId: await desk.conversationId() }
      return (await desk.agent.call(api.listLog, { query })).entries.map(({ kind }) => kind)
    }
    await expect
      .poll(kindsLogged, eventually)
      .toEqual(expect.arrayContaining(['run.called', 'run.started', 'run.completed']))
  })

  test('stays on its version and configuration when others are deployed', async () => {
    const desk = await openAtTheCard()
    await deployCode(server, desk.number.orgId, {
      ...{ name: 'payment', body: "return { card: 'new' }", more: TAKES, config: { currency: 'EUR' } },
    })
    await desk.say('visa')

    await expect.poll(desk.phone, eventually).toContain('Paid with visa')
  })

  test('does not leave the message that began it all to another run', async () => {
    const desk = await openWith("await chat.call('payment')", "await chat.say('Hello')", '')
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Hello'])

    await expect.poll(() => statusesOf(desk), eventually).toEqual(['done', 'done'])
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Hello', 'Hello'])
    await expect.poll(() => statusesOf(desk), eventually).toEqual(['done', 'done', 'done', 'done'])
  })

  test('is called by others in turn, and each goes on when its own has ended', async () => {
    const desk = await openWith(
      "await chat.say('C' + await chat.call('payment'))",
      "return 'B' + await chat.call('card')",
      '',
    )
    await deployCode(server, desk.number.orgId, {
      name: 'card',
      body: "return 'A' + await chat.ask('Number?')",
    })
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Number?'])
    await desk.say('4')

    await expect.poll(desk.phone, eventually).toEqual(['Number?', 'CBA4'])
    expect(await statusesOf(desk)).toEqual(['done', 'done', 'done'])
  })
})

describe('a call without a result', () => {
  const CAUGHT = `
    try { await chat.call('payment', { amount: 10 }) }
    catch (error) { await chat.say(error.name + ' ' + error.reason + ' ' + error.message) }`

  test.each([
    { who: 'nobody has deployed', code: null, words: /^CallError unknown No micro-backend 'payment'/ },
    { who: 'throws', code: "throw new Error('No ink')", words: /^CallError failed 'payment' .* No ink/ },
    { who: 'dies', code: 'for (;;);', words: /^CallError failed 'payment' failed: / },
    { who: 'has another input', more: 'input: z.string(),', words: /^CallError invalid The input does/ },
    { who: 'calls itself', code: "return chat.call('payment')", words: /^CallError failed .*nested 5 deep/ },
    { who: 'cancels', code: "await chat.cancel('Late')", words: /^CallError cancelled 'payment' .*: Late/ },
  ])('is an error that can be caught, for one that $who', async ({ code = PAYMENT, more = '', words }) => {
    const desk = await openWith(CAUGHT, code, more)
    await desk.say('Hi')

    await expect.poll(desk.phone, { timeout: 40_000 }).toEqual([expect.stringMatching(words)])
    await expect.poll(async () => (await runsOf(desk))[0]?.status, eventually).toBe('done')
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
  })

  test('does not find a backend of another org', async () => {
    const other = await openWith(CAUGHT)
    const desk = await openWith(CAUGHT, null)
    await desk.say('Hi')

    await expect.poll(desk.phone, eventually).toEqual([expect.stringMatching(/^CallError unknown/)])
    await other.say('Hi')
    await expect.poll(other.phone, eventually).toEqual(['Card for 10 UYU?'])
    const [mine] = await runsOf(other)
    expect(await desk.agent.refusal(api.getJournal, { params: { runId: mine?.id } })).toBe('not_found')
  })

  test('that is not caught fails both, the contact is told once, and a retry calls anew', async () => {
    const desk = await openWith(
      BOOKING,
      "if (!chat.config.currency) throw new Error('No currency'); return { card: 'visa' }",
      'input: z.object({ amount: z.number() }),',
    )
    await admin.query(
      "update backend set config = (select config from backend where org_id <> $1 and name = 'booking' limit 1) where org_id = $1 and name = 'payment'",
      [desk.number.orgId],
    )
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual([expect.stringMatching(/went wrong/)])
    expect(await statusesOf(desk)).toEqual(['failed', 'failed'])
    expect(await desk.conversation()).toMatchObject({ holder: 'human' })
    expect((await desk.conversation()).handoffReason).toMatch(/'payment' failed: Error: No currency/)
    const events = (await desk.timeline()).flatMap((item) => (item.type === 'event' ? [item.event] : []))
    expect(events.filter((event) => event === 'run_failed')).toHaveLength(1)
    const [booking, payment] = await runsOf(desk)
    const owner = await server.signIn(desk.number.orgId, { role: 'owner' })
    const expectOf = (run?: Run) => ({ expect: { generation: run?.generation, length: run?.length } })
    expect(
      await owner.refusal(api.retryRun, { params: { runId: payment?.id }, body: expectOf(payment) }),
    ).toBe('conflict')
    await deployCode(server, desk.number.orgId, { name: 'payment', body: "return { card: 'new' }" })
    await owner.call(api.retryRun, { params: { runId: booking?.id }, body: expectOf(booking) })

    await expect.poll(desk.phone, eventually).toContain('Paid with new')
    expect(await statusesOf(desk)).toEqual(['waiting', 'failed', 'done'])
  })
})

describe('a server that dies', () => {
  test('between the end of what was called and the next turn loses nothing', async () => {
    const desk = await openAtTheCard()
    // Nobody may write what the one that called says next: it is as if the server had died before its turn.
    await admin.query(`
      create function refuse_paid() returns trigger language plpgsql as
        $$ begin if new.kind = 'say' then raise 'not yet'; end if; return new; end $$`)
    await admin.query(
      'create trigger refuse_paid before insert on journal for each row execute function refuse_paid()',
    )
    await desk.say('visa')
    await expect.poll(async () => (await runsOf(desk))[1]?.status, eventually).toBe('done')
    await admin.query('drop trigger refuse_paid on journal')
    await admin.query(
      "update run set claimed_by = $2, claim = claim + 1, status = 'running', crashes = 0 where org_id = $1 and parent_run_id is null",
      [desk.number.orgId, newId()],
    )

    await expect.poll(desk.phone, eventually).toEqual(['Card for 10 UYU?', 'Paid with visa', 'More?'])
    expect(kindsOf((await journalOf(desk, 0)).entries)).toEqual(['step', 'call', 'returned', 'say', 'ask'])
  })

  test('before the first turn of what it called has that played', async () => {
    const desk = await openAtTheCard()
    const [, payment] = await runsOf(desk)
    await admin.query('delete from journal where org_id = $1 and run_id = $2', [
      desk.number.orgId,
      payment?.id,
    ])
    await admin.query(
      `update run set claimed_by = $3, claim = claim + 1, status = 'running', wait = null, length = 0, prompt_seq = 0
       where org_id = $1 and id = $2`,
      [desk.number.orgId, payment?.id, newId()],
    )

    await expect.poll(desk.phone, eventually).toEqual(['Card for 10 UYU?', 'Card for 10 UYU?'])
    await desk.say('visa')
    await expect.poll(desk.phone, eventually).toContain('Paid with visa')
  })
})

describe('people', () => {
  test('take the conversation from what was called, and hand it back there', async () => {
    const desk = await openAtTheCard()
    const params = { conversationId: await desk.conversationId() }
    await desk.agent.call(api.takeOver, { params })
    await desk.say('Hello?')
    await desk.agent.call(api.handBack, { params })
    await expect.poll(desk.phone, eventually).toEqual(['Card for 10 UYU?', 'Card for 10 UYU?'])
    await desk.say('visa')

    await expect.poll(desk.phone, eventually).toContain('Paid with visa')
  })

  test('who take it while what was called ends its turn have it, and it ends when they hand back', async () => {
    const desk = await openWith(
      "await chat.say('Paid ' + await chat.call('payment'))",
      "await chat.ask('Card?'); await chat.step('slow', () => new Promise((done) => setTimeout(() => done(1), 2_000))); return 'visa'",
      '',
    )
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Card?'])
    await desk.say('visa')
    await expect.poll(async () => (await runsOf(desk))[1]?.status, eventually).toBe('running')
    const params = { conversationId: await desk.conversationId() }
    await desk.agent.call(api.takeOver, { params })
    await expect.poll(async () => kindsOf((await journalOf(desk, 1)).entries), eventually).toContain('step')
    expect(await statusesOf(desk)).toEqual(['waiting', expect.stringMatching(/running|waiting/)])
    await desk.agent.call(api.handBack, { params })

    await expect.poll(desk.phone, eventually).toEqual(['Card?', 'Paid visa'])
    expect(await statusesOf(desk)).toEqual(['done', 'done'])
  })

  test('who close the conversation cancel both', async () => {
    const desk = await openAtTheCard()
    await desk.agent.call(api.closeConversation, { params: { conversationId: await desk.conversationId() } })

    expect(await statusesOf(desk)).toEqual(['cancelled', 'cancelled'])
  })

  test.each([
    ['that called', 0],
    ['that was called', 1],
  ])('who cancel the run %s have both undone, the last first', async (_, index) => {
    const desk = await openAtTheCard()
    await cancel(desk, index)

    await expect.poll(() => statusesOf(desk), eventually).toEqual(['cancelled', 'cancelled'])
    const [booking, payment] = await Promise.all([0, 1].map((each) => journalOf(desk, each)))
    expect(kindsOf(booking?.entries ?? [])).toEqual(['step', 'call', 'cancel', 'step'])
    expect(kindsOf(payment?.entries ?? [])).toEqual(['step', 'ask', 'cancel', 'step'])
    expect(Date.parse(payment?.entries.at(-1)?.createdAt ?? '')).toBeLessThanOrEqual(
      Date.parse(booking?.entries.at(-1)?.createdAt ?? ''),
    )
    expect((await runsOf(desk)).map(({ outcome }) => outcome)).toEqual(['Wrong day', 'Wrong day'])
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody' })
    expect(await desk.phone()).toEqual(['Card for 10 UYU?'])
    await desk.say('Hi again')
    await expect.poll(desk.phone, eventually).toHaveLength(2)
  })

  test('who cancel it while they hold the conversation keep it', async () => {
    const desk = await openAtTheCard()
    await desk.agent.call(api.takeOver, { params: { conversationId: await desk.conversationId() } })
    await cancel(desk, 0)

    await expect.poll(() => statusesOf(desk), eventually).toEqual(['cancelled', 'cancelled'])
    expect(await desk.conversation()).toMatchObject({ holder: 'human' })
  })
})

test('a contact who cancels in what was called has both undone', async () => {
  const desk = await openAtTheCard()
  await desk.say('cancel')

  await expect.poll(() => statusesOf(desk), eventually).toEqual(['cancelled', 'cancelled'])
  expect(kindsOf((await journalOf(desk, 0)).entries)).toEqual(['step', 'call', 'returned', 'cancel', 'step'])
  expect(await desk.phone()).toEqual(['Card for 10 UYU?', 'Done, it is cancelled.'])
})

describe('a word of the one that called', () => {
  const on = `on: { human: true, cancel: true, prices: { match: ['price', /how much/i],
    act: async (chat) => { await chat.step('look it up', () => 1); await chat.say('An hour is 5.') } } },`

  /** Its payment has a slow undo, so that a test can look at the conversation, or stop it, in between. */
  async function openListening(undo = 'null'): Promise<Desk> {
    const desk = await openDesk(server, { simulators, code: BOOKING, more: on, name: 'booking' })
    const body = PAYMENT.replace('onUndo: () => null', `onUndo: () => ${undo}`)
    const more = TAKES.replace('on: { cancel: true },', '')
    await deployCode(server, desk.number.orgId, { name: 'payment', body, more, config: { currency: 'UYU' } })
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Card for 10 UYU?'])
    return desk
  }

  test('has what was called undone, is answered, and the call begins anew', async () => {
    const desk = await openListening()
    await desk.say('How much is that?')
    const asked = 'Card for 10 UYU?'
    await expect.poll(desk.phone, eventually).toEqual([asked, 'An hour is 5.', asked])

    expect(await statusesOf(desk)).toEqual(['waiting', 'cancelled', 'waiting'])
    expect(kindsOf((await journalOf(desk, 1)).entries)).toEqual([
      ...['step', 'ask', 'interrupt', 'cancel', 'step'],
    ])
    await desk.say('visa')
    await expect.poll(desk.phone, eventually).toContain('Paid with visa')
    expect(await statusesOf(desk)).toEqual(['waiting', 'cancelled', 'done'])
    const { entries } = await journalOf(desk, 0)
    expect(kindsOf(entries)).toEqual(['step', 'call', 'returned', 'step', 'say', 'returned', 'say', 'ask'])
  })

  test('cancel undoes both, the last first, and is told once', async () => {
    const desk = await openListening()
    await desk.say('cancel')

    await expect.poll(() => statusesOf(desk), eventually).toEqual(['cancelled', 'cancelled'])
    expect(kindsOf((await journalOf(desk, 0)).entries)).toEqual([
      ...['step', 'call', 'returned', 'cancel', 'step', 'say'],
    ])
    expect(await desk.phone()).toEqual(['Card for 10 UYU?', 'Done, it is cancelled.'])
    await desk.say('Hi again')
    await expect.poll(desk.phone, eventually).toHaveLength(3)
  })

  test('human gives the conversation to people, and what was called is asked anew after it', async () => {
    const desk = await openListening()
    await desk.say('I want to talk to a person')
    await expect.poll(async () => (await desk.conversation()).holder, eventually).toBe('human')
    expect(await statusesOf(desk)).toEqual(['waiting', 'cancelled'])
    await desk.agent.call(api.handBack, { params: { conversationId: await desk.conversationId() } })

    await expect.poll(async () => (await desk.phone()).at(-1), eventually).toBe('Card for 10 UYU?')
  })

  test('is heard once when the server dies while what was called is undone', async () => {
    const desk = await openListening('new Promise((done) => setTimeout(() => done(1), 1_500))')
    await desk.say('how much')
    await expect.poll(async () => (await runsOf(desk))[1]?.status, eventually).toBe('running')
    // Another node has it, which is dead: the turn under way is lost.
    await admin.query(
      `update run set claimed_by = $2, claim = claim + 1 where org_id = $1 and parent_run_id is not null`,
      [desk.number.orgId, newId()],
    )

    const asked = 'Card for 10 UYU?'
    await expect.poll(desk.phone, { timeout: 30_000 }).toEqual([asked, 'An hour is 5.', asked])
    expect(kindsOf((await journalOf(desk, 1)).entries)).toEqual([
      ...['step', 'ask', 'interrupt', 'cancel', 'step'],
    ])
    await desk.say('visa')
    await expect.poll(desk.phone, eventually).toContain('Paid with visa')
  })

  test('gives way to a member who cancels meanwhile', async () => {
    const desk = await openListening('new Promise((done) => setTimeout(() => done(1), 1_500))')
    await desk.say('how much')
    await expect.poll(async () => (await runsOf(desk))[1]?.status, eventually).toBe('running')
    await cancel(desk, 0)

    await expect.poll(() => statusesOf(desk), { timeout: 30_000 }).toEqual(['cancelled', 'cancelled'])
    expect(await desk.phone()).toEqual(['Card for 10 UYU?'])
  })
})
