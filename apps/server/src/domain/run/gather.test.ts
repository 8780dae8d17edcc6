import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aPlayedRun, type PlayedRun } from '../../testing/runs.ts'
import { takeOver } from '../conversation/take-over.ts'
import { listDue } from '../node/due.ts'
import { claimRuns } from './claim.ts'
import { commitTurn } from './commit-turn.ts'
import { extendQuiet, gatherRun } from './gather.ts'
import type { ClaimedRun } from './run.ts'

const database = await testDatabase()
const { db } = database
const admin = await database.connect()
const quiet = { ms: 2_000, growth: 0.25 }

/** A run that a message woke, given back until its contact is quiet. */
async function aGatheredRun(): Promise<PlayedRun & { inMs: number | null }> {
  const run = await aPlayedRun(db)
  const nodeId = newId()
  const claimed = await run.claim(nodeId)
  if (!claimed) throw new Error('The run cannot be claimed.')
  return { ...run, inMs: await gatherRun(db, claimed, { nodeId, quiet }) }
}

/** Claims it as the timer does. */
async function claimQuiet({ orgId, runId }: PlayedRun, nodeId = newId()): Promise<ClaimedRun | undefined> {
  const claim = { orgId, runIds: [runId], nodeId, living: [], wake: 'message' as const, isQuiet: true }
  return (await claimRuns(db, claim))[0]
}

const isDue = async ({ runId }: PlayedRun) =>
  (await listDue(db.global, [], 10_000)).some(({ id }) => id === runId)

/** The time since the first message of the burst, and to the end of the quiet, as if it had passed. */
const pass = ({ runId }: PlayedRun, seconds: number) =>
  admin.query(
    `update run set quiet_from = quiet_from - $2 * interval '1 second',
       quiet_until = quiet_until - $2 * interval '1 second' where id = $1`,
    [runId, seconds],
  )

async function gatherAgain(run: PlayedRun): Promise<number | null> {
  const nodeId = newId()
  const claimed = await run.claim(nodeId)
  return claimed && gatherRun(db, claimed, { nodeId, quiet })
}

const row = async ({ runId }: PlayedRun) =>
  (await admin.query('select * from run where id = $1', [runId])).rows[0]

describe('a run whose contact is writing', () => {
  test('is due when the contact has been quiet, not before, and for whoever looks', async () => {
    const run = await aGatheredRun()

    expect(run.inMs).toBe(2_000)
    expect(await isDue(run)).toBe(false)
    expect(await claimQuiet(run)).toBeUndefined()
    await pass(run, 2)
    expect(await isDue(run)).toBe(true)
    expect(await claimQuiet(run)).toMatchObject({ isBurst: true })
    expect(await isDue({ ...run, runId: run.runId })).toBe(true) // claimed by a node that does not live
  })

  test('is claimed once by two timers at the same moment', async () => {
    const run = await aGatheredRun()
    await pass(run, 2)

    const claimed = await Promise.all([claimQuiet(run), claimQuiet(run), claimQuiet(run)])

    expect(claimed.filter(Boolean)).toHaveLength(1)
  })

  test('is waited for longer with every message, and for ten seconds in all', async () => {
    const run = await aGatheredRun()
    await pass(run, 2)
    expect(await gatherAgain(run)).toBeGreaterThan(2_400)
    await pass(run, 7)
    expect(await gatherAgain(run)).toBeLessThan(1_000)
    await pass(run, 60)
    expect(await gatherAgain(run)).toBe(0)
  })

  test('is waited for while they type, within the same ten seconds', async () => {
    const run = await aGatheredRun()
    expect(await extendQuiet(db, run)).toBe(4_000)
    await pass(run, 3)
    expect(await extendQuiet(db, run)).toBe(4_000)
    await pass(run, 5)
    const inMs = await extendQuiet(db, run)
    expect(inMs).toBeLessThan(2_000)
  })

  test('is not put off by typing while nothing is gathered', async () => {
    expect(await extendQuiet(db, await aPlayedRun(db))).toBeNull()
  })

  test('is not given back by whoever has lost the claim', async () => {
    const run = await aPlayedRun(db)
    const [first, second] = [newId(), newId()]
    const old = await run.claim(first)
    await run.claim(second)

    expect(old && (await gatherRun(db, old, { nodeId: first, quiet }))).toBeNull()
    expect(await row(run)).toMatchObject({ claimed_by: second, quiet_until: null })
  })

  test('is left to people who take the conversation meanwhile', async () => {
    const run = await aGatheredRun()
    await db.withOrg(run.orgId, (tx) => takeOver(tx, run))

    expect(await row(run)).toMatchObject({ quiet_from: null, quiet_until: null })
    expect(await claimQuiet(run)).toBeUndefined()
  })
})

describe('a turn on gathered messages', () => {
  const content = { type: 'text' as const, text: 'An answer' }
  const said = [{ position: '0001', kind: 'say' as const, name: '', value: null, content }]
  const wait = { kind: 'message' as const, position: '0002', name: '', dueAt: null }

  const commit = (claimed: ClaimedRun, nodeId: string) =>
    commitTurn(db, claimed, {
      nodeId,
      result: { entries: said, end: { type: 'wait', wait }, readSeq: claimed.seenSeq },
      parts: null,
      next: null,
    })

  async function aTurn() {
    const run = await aGatheredRun()
    await pass(run, 2)
    const nodeId = newId()
    const claimed = await claimQuiet(run, nodeId)
    if (!claimed) throw new Error('The run cannot be claimed.')
    return { run, nodeId, claimed }
  }

  test('says what it says, and the next burst is counted anew', async () => {
    const { run, nodeId, claimed } = await aTurn()

    expect(await commit(claimed, nodeId)).toMatchObject({ seq: 2 })
    expect(await row(run)).toMatchObject({ quiet_from: null, quiet_until: null, claimed_by: null })
  })

  test('is superseded by a newer message: nothing of it is stored', async () => {
    const { run, nodeId, claimed } = await aTurn()
    await run.say('and another thing')

    expect(await commit(claimed, nodeId)).toBe('refused')
    expect(await run.story()).toEqual(['contact Hi', 'contact and another thing'])
    expect((await run.view()).entries).toEqual([])
  })

  test('is said at last to somebody who never stops', async () => {
    const { run, nodeId, claimed } = await aTurn()
    await run.say('and another thing')
    await pass(run, 60)

    expect(await commit(claimed, nodeId)).toMatchObject({ lastInSeq: 2 })
  })

  test('that another kind of waking began is not superseded', async () => {
    const { run, nodeId, claimed } = await aTurn()
    await run.say('and another thing')

    expect(await commit({ ...claimed, isBurst: false }, nodeId)).toMatchObject({ lastInSeq: 2 })
  })
})
