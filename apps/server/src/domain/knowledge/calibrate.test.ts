import { CAREFUL_THRESHOLD } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anOrg } from '../../testing/factories.ts'
import { plantForgetting } from '../log/forget.ts'
import { calibrateKnowledge, calibrateSoon } from './calibrate.ts'
import { readThresholds } from './knowledge.ts'
import { readKnowledge } from './overview.ts'
import { testQuestion } from './question.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

const THINGS = ['kettle', 'lamp', 'chair', 'sofa', 'table', 'mirror', 'carpet', 'shelf', 'clock', 'vase']
const DOINGS = ['clean', 'return', 'repair', 'assemble', 'store']

/** Fifty questions with their answers. */
async function aShop(): Promise<Id> {
  const orgId = await anOrg(db)
  for (const thing of THINGS) {
    for (const doing of DOINGS) {
      const body = `To ${doing} your ${thing}, see leaflet ${doing}-${thing}.`
      await anArticle(db, orgId, { kind: 'faq', title: `How do I ${doing} the ${thing}?`, body })
    }
  }
  return orgId
}

const ask = (orgId: Id, question: string) =>
  db.withOrg(orgId, (tx) => testQuestion(tx, { question, language: 'en', internal: false }))

describe('calibrateKnowledge', () => {
  test('lets an org answer what its articles say, and nothing that is only like it', async () => {
    const orgId = await aShop()

    await calibrateKnowledge(db, orgId)

    const known = await ask(orgId, 'how can I assemble my sofa')
    expect(known.candidates[0]?.title).toBe('How do I assemble the sofa?')
    expect(known.isEnough).toBe(true)
    for (const question of ['how do I paint the sofa', 'do you deliver to Norway', 'hello']) {
      expect((await ask(orgId, question)).isEnough, question).toBe(false)
    }
    // Of pages there are none to calibrate on.
    expect((await db.withOrg(orgId, readThresholds)).page).toBe(CAREFUL_THRESHOLD)
    const figures = await db.withOrg(orgId, readKnowledge)
    expect(figures).toMatchObject({ published: 50, languages: ['en'], isCalibrating: false })
    expect(figures.calibrations).toMatchObject([
      { kind: 'page', asked: 0, isCareful: true },
      { kind: 'faq', asked: 50, isCareful: false },
    ])
    await db.withOrg(orgId, calibrateSoon)
    expect((await db.withOrg(orgId, readKnowledge)).isCalibrating).toBe(true)
  }, 60_000)

  test('is due once, however much is published, and again after what came meanwhile', async () => {
    const orgId = await anOrg(db)
    // It has the org's own id, and stays what it is.
    await db.flight(orgId, [plantForgetting(orgId)])
    await anArticle(db, orgId)
    await anArticle(db, orgId)
    const jobs = () =>
      admin.query(
        `select claimed_by as by, due_at is not null as due from job
         where org_id = $1 and kind = 'calibrate_knowledge'`,
        [orgId],
      )
    const claim = () =>
      admin.query(
        `update job set claimed_by = $1, due_at = null where org_id = $1 and kind = 'calibrate_knowledge'`,
        [orgId],
      )
    expect((await jobs()).rows).toEqual([{ by: null, due: true }])

    await claim()
    await anArticle(db, orgId)
    await calibrateKnowledge(db, orgId)
    expect((await jobs()).rows).toEqual([{ by: null, due: true }])

    await claim()
    await calibrateKnowledge(db, orgId)
    expect((await jobs()).rows).toEqual([])
  })
})
