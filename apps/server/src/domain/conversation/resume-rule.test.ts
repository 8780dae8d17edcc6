import { type Id, newId, type ResumeRule } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { encode } from '../../db/codec.ts'
import { testDatabase } from '../../testing/database.ts'
import { anInbound, receive } from '../../testing/factories.ts'
import { aPlayedRun, type PlayedRun } from '../../testing/runs.ts'
import { claimJob } from '../job/claim.ts'
import { sendMessage } from '../message/send.ts'
import { handBack } from './hand-back.ts'
import { handBackAfterSilence } from './hand-back-after-silence.ts'
import { takeOver } from './take-over.ts'

const database = await testDatabase()
const { db } = database
const admin = await database.connect()
const MINUTE = 60_000

/** A run that waits for an answer, on a version with this rule. */
async function aRunThatWaits(resume?: ResumeRule): Promise<PlayedRun> {
  const run = await aPlayedRun(db)
  const manifest = { name: 'test', config: null, secrets: [], egress: [], ...(resume ? { resume } : {}) }
  await admin.query('update backend_version set manifest = $2 where org_id = $1', [
    run.orgId,
    encode(manifest),
  ])
  const content = { type: 'text' as const, text: 'How many?' }
  await run.commit(
    { type: 'wait', wait: { kind: 'message', position: '0001', name: 'How many?', dueAt: null } },
    [{ position: '0001', kind: 'ask', name: 'How many?', value: { dueAt: null }, content }],
  )
  return run
}

const inTx = <T>(run: PlayedRun, work: Parameters<typeof db.withOrg<T>>[1]) => db.withOrg(run.orgId, work)
const take = (run: PlayedRun) => inTx(run, (tx) => takeOver(tx, run))
const answer = (run: PlayedRun) =>
  inTx(run, (tx) => sendMessage(tx, { ...run, clientId: newId(), text: 'I am here', partsOf: () => null }))
const give = (run: PlayedRun) => inTx(run, (tx) => handBack(tx, run))

const jobsOf = async ({ orgId }: PlayedRun): Promise<{ id: Id; inMs: number }[]> =>
  (
    await admin.query(
      `select id, (extract(epoch from due_at - now()) * 1000)::float8 as "inMs" from job
       where org_id = $1 and kind = 'hand_back' order by due_at`,
      [orgId],
    )
  ).rows

/** As if nobody had written for so long. */
async function stayQuiet({ orgId }: PlayedRun, ms: number): Promise<void> {
  const values = [orgId, ms]
  await admin.query(
    "update conversation set last_message_at = last_message_at - $2 * interval '1 ms' where org_id = $1",
    values,
  )
  await admin.query("update job set due_at = due_at - $2 * interval '1 ms' where org_id = $1", values)
}

/** What is due is done, as the wake does it. @returns how many hand-backs there were */
async function wake(run: PlayedRun): Promise<number> {
  let count = 0
  for (const { id, inMs } of await jobsOf(run)) {
    const nodeId = newId()
    const claimed = inMs <= 0 ? await claimJob(db, { orgId: run.orgId, id, nodeId, living: [nodeId] }) : null
    if (claimed?.job.kind !== 'hand_back') continue
    const version = await handBackAfterSilence(db, { orgId: run.orgId, jobId: id, job: claimed.job })
    if (version !== null) count++
  }
  return count
}

describe('after a silence', () => {
  const rule = { afterSilenceMs: 30 * MINUTE }

  test('a conversation that a member took is handed back by itself, and the timeline says so', async () => {
    const run = await aRunThatWaits(rule)
    await take(run)
    await stayQuiet(run, 30 * MINUTE)

    expect(await wake(run)).toBe(1)
    expect(await run.conversation()).toMatchObject({ holder: 'backend' })
    expect(await run.story()).toEqual(['contact Hi', 'backend How many?', '!taken_over', '!handed_back'])
    expect(await run.claim()).toMatchObject({ wake: 'hand_back' })
    expect(await jobsOf(run)).toEqual([])
  })

  test('an answer takes the turn as well, and every message begins the time anew', async () => {
    const run = await aRunThatWaits(rule)
    await answer(run)
    await stayQuiet(run, 20 * MINUTE)
    await receive(db, run.inbox, anInbound('Wait', { sender: [...run.sender] }))
    await stayQuiet(run, 20 * MINUTE)

    expect(await wake(run)).toBe(0)
    expect(await run.conversation()).toMatchObject({ holder: 'human' })
    const [job] = await jobsOf(run)
    expect(job?.inMs).toBeGreaterThan(9 * MINUTE)
    expect(job?.inMs).toBeLessThan(10 * MINUTE)
    await stayQuiet(run, 10 * MINUTE)
    expect(await wake(run)).toBe(1)
  })

  test('nothing happens when a member was quicker, also when they took it again', async () => {
    const run = await aRunThatWaits(rule)
    await take(run)
    await give(run)
    await stayQuiet(run, 25 * MINUTE)
    await take(run)
    await stayQuiet(run, 6 * MINUTE)

    expect(await wake(run)).toBe(0)
    expect(await run.conversation()).toMatchObject({ holder: 'human' })
    expect(await jobsOf(run)).toHaveLength(1)
  })

  test('it is handed back once, though the job is done twice', async () => {
    const run = await aRunThatWaits(rule)
    await take(run)
    await stayQuiet(run, 31 * MINUTE)
    const [job] = await jobsOf(run)
    const nodeId = newId()
    const claimed = await claimJob(db, { orgId: run.orgId, id: job?.id ?? '', nodeId, living: [nodeId] })
    if (claimed?.job.kind !== 'hand_back') throw new Error('There is no job.')
    const silence = { orgId: run.orgId, jobId: claimed.id, job: claimed.job }

    const versions = await Promise.all([handBackAfterSilence(db, silence), handBackAfterSilence(db, silence)])

    expect(versions.filter((version) => version !== null)).toHaveLength(1)
    expect((await run.story()).filter((line) => line === '!handed_back')).toHaveLength(1)
  })

  test('people keep a conversation whose run has ended', async () => {
    const run = await aRunThatWaits(rule)
    await take(run)
    await admin.query("update run set status = 'failed' where id = $1", [run.runId])
    await admin.query('update conversation set run_id = null where id = $1', [run.conversationId])
    await stayQuiet(run, 31 * MINUTE)

    expect(await wake(run)).toBe(0)
    expect(await run.conversation()).toMatchObject({ holder: 'human' })
    expect(await jobsOf(run)).toEqual([])
  })

  test('is not counted where the version says nothing', async () => {
    const run = await aRunThatWaits()
    await take(run)

    expect(await jobsOf(run)).toEqual([])
    expect((await run.view()).run.resume).toBe('on hand-back')
  })
})

describe('never', () => {
  test.each([
    ['takes the turn', take],
    ['answers', answer],
  ])(
    'the run ends when a member %s; a hand-back begins nothing, and the next message does',
    async (_, act) => {
      const run = await aRunThatWaits('never')
      await act(run)

      const { run: ended } = await run.view()
      expect(ended).toMatchObject({
        status: 'done',
        outcome: 'handed_off',
        waitingFor: null,
        resume: 'never',
      })
      expect(await give(run)).toMatchObject({ conversation: { holder: 'nobody' }, runId: null })
      const { run: next } = await receive(db, run.inbox, anInbound('Hello', { sender: [...run.sender] }))
      expect(next).toMatchObject({ wake: 'start' })
      expect(next?.id).not.toBe(run.runId)
    },
  )

  test('a turn under way says nothing any more', async () => {
    const run = await aRunThatWaits('never')
    await run.say('4')
    await run.claim()
    await take(run)
    const content = { type: 'text' as const, text: 'A table for 4' }

    const refused = await run.commit({ type: 'done', outcome: null }, [
      { position: '0002', kind: 'say', name: '', value: null, content },
    ])

    expect(refused).toBe('refused')
    expect((await run.view()).run).toMatchObject({ status: 'done', outcome: 'handed_off' })
  })
})
