import { api, type ContractBodyInput, type OfficeHours } from '@hilo/protocol'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { NOBODY } from '../../domain/actor/actor.ts'
import { publishInstruction } from '../../domain/ai-instruction/publish.ts'
import { UNSAID } from '../../domain/ai-instruction/read.ts'
import { writeInstruction } from '../../domain/ai-instruction/write.ts'
import { type Desk, openDesk } from '../../testing/desk.ts'
import { anArticle } from '../../testing/factories.ts'
import type { Caller } from '../../testing/server.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server, admin } = await startWithSimulators()
const QUESTION = 'How long does shipping take?'
const ALL_WEEK: OfficeHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1_440 }))
let desk: Desk
let owner: Caller

beforeEach(async () => {
  desk = await openDesk(server, { simulators })
  const { orgId } = desk.number
  owner = await server.signIn(orgId, { role: 'owner' })
  await admin.query('update inbox set ai_answers = true where org_id = $1', [orgId])
  await anArticle(server.db, orgId, { kind: 'faq', title: QUESTION, body: 'Shipping takes 3 business days.' })
})

type AiWhen = ContractBodyInput<typeof api.changeInbox>['aiWhen']

async function answersOnly(aiWhen: AiWhen, hours: OfficeHours[] | null) {
  const { orgId, inboxId } = desk.number
  await server.db.withOrg(orgId, async (tx) => {
    await writeInstruction(tx, NOBODY, {
      place: 'org',
      words: { ...UNSAID, purpose: 'Orders', hours },
      expect: 0,
    })
    await publishInstruction(tx, NOBODY, { place: 'org', version: 1, expect: 1 })
  })
  const body = { name: 'WhatsApp', backendId: null, allowedOrigins: null, aiWhen }
  return owner.call(api.changeInbox, { params: { inboxId }, body })
}

async function closeAllDay(): Promise<void> {
  const { timeZone } = await owner.call(api.listExceptionalDays, {})
  const day = new Intl.DateTimeFormat('sv', { timeZone }).format(new Date())
  await owner.call(api.putExceptionalDay, { params: { day }, body: { name: 'Holiday', hours: [] } })
}

async function answerTo(text: string): Promise<string | undefined> {
  await desk.say(text)
  await vi.waitFor(
    async () => {
      await admin.query("update job set due_at = now() where org_id = $1 and kind = 'answer'", [
        desk.number.orgId,
      ])
      expect((await desk.phone()).length).toBeGreaterThan(0)
    },
    { timeout: 15_000, interval: 50 },
  )
  return (await desk.phone()).at(-1)
}

describe('AI that answers only outside the hours of people', () => {
  test('leaves what is written in them to people, who read why; nothing was asked of a model', async () => {
    expect(await answersOnly('outside_hours', ALL_WEEK)).toMatchObject({ aiWhen: 'outside_hours' })

    expect(await answerTo(QUESTION)).toBe(
      'Thank you for writing. A person from the team will answer you here.',
    )

    expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'other_hours' })
    expect((await desk.timeline()).at(-1)).toMatchObject({
      ...{ type: 'event', event: 'handed_off', actor: 'ai' },
      data: { reason: 'other_hours' },
    })
    const { rows } = await admin.query('select 1 from ai_call where org_id = $1', [desk.number.orgId])
    expect(rows).toEqual([])
  })

  test('answers on a day on which they are closed', async () => {
    await answersOnly('outside_hours', ALL_WEEK)
    await closeAllDay()

    expect(await answerTo(QUESTION)).toContain('3 business days')
  })

  test('always answers where nobody said when people are there', async () => {
    await answersOnly('outside_hours', null)

    expect(await answerTo(QUESTION)).toContain('3 business days')
  })
})

describe('a hand-back at an hour at which AI does not answer', () => {
  const NOTICE = 'Thank you for writing. A person from the team will answer you here.'
  const TOLD = 'The team knows that you are waiting, and somebody will answer you here.'

  async function handBack(): Promise<void> {
    await desk.agent.call(api.handBack, { params: { conversationId: await desk.conversationId() } })
  }

  async function heard(count: number): Promise<string[]> {
    await vi.waitFor(
      async () => {
        await admin.query("update job set due_at = now() where org_id = $1 and kind = 'answer'", [
          desk.number.orgId,
        ])
        expect((await desk.phone()).length).toBeGreaterThanOrEqual(count)
      },
      { timeout: 15_000, interval: 50 },
    )
    return desk.phone()
  }

  test('has AI answer what was asked; what is written later follows the hours again', async () => {
    await answersOnly('outside_hours', ALL_WEEK)
    expect(await answerTo(QUESTION)).toBe(NOTICE)

    await handBack()

    expect(await heard(2)).toEqual([NOTICE, expect.stringContaining('3 business days')])
    expect(await desk.conversation()).toMatchObject({ holder: 'ai' })
    await desk.say('And what does it cost?')
    expect((await heard(3)).at(-1)).toBe(NOTICE)
    expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'other_hours' })
  })

  test('of what is not asked any more lets nobody read the notice again', async () => {
    await answersOnly('outside_hours', ALL_WEEK)
    expect(await answerTo(QUESTION)).toBe(NOTICE)
    await admin.query("update message set created_at = now() - interval '2 days' where org_id = $1", [
      desk.number.orgId,
    ])
    await handBack()

    await desk.say('What does it cost?')

    expect(await heard(2)).toEqual([NOTICE, TOLD])
    expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'other_hours' })
  })
})

test('AI that answers only in the hours of people tells on a closed day when they are back', async () => {
  await answersOnly('inside_hours', ALL_WEEK)
  await closeAllDay()

  const said = await answerTo(QUESTION)

  expect(said).toMatch(
    /^Thank you for writing\. .* We are closed today, .+\. The team is here again on .+ at 12:00 AM\.$/,
  )
  expect(await desk.conversation()).toMatchObject({ holder: 'human', handoffReason: 'other_hours' })
})

test('AI that answers only in the hours of people answers in them; what does not say it leaves it so', async () => {
  await answersOnly('inside_hours', ALL_WEEK)
  const { inboxId } = desk.number
  const body = { name: 'Phone', backendId: null, allowedOrigins: null }

  const kept = await owner.call(api.changeInbox, { params: { inboxId }, body })

  expect(kept).toMatchObject({ name: 'Phone', aiWhen: 'inside_hours' })
  expect(await answerTo(QUESTION)).toContain('3 business days')
})
