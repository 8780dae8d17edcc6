import type { HandoffReason } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { statement } from '../../db/statement.ts'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbox, anOpenQuestion, anOrg } from '../../testing/factories.ts'
import { countAnswers } from './figures.ts'

const { db } = await testDatabase()

const ANSWERED = statement(
  "update ai_answer set action = 'answer', reason = null where org_id = $1 and id = $2",
)

test('an answer of which the contact writes that it did not help is counted, as a thumb down is', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const answerThenHandOver = async (reason: HandoffReason) => {
    const { conversationId } = await aConversation(db, inbox)
    for (const readSeq of [1, 2]) {
      const id = await anOpenQuestion(db, inbox, { conversationId, readSeq, reason: 'no_evidence' })
      await db.withOrg(orgId, (tx) => tx.query(ANSWERED, [orgId, id]))
    }
    await anOpenQuestion(db, inbox, { conversationId, readSeq: 3, reason })
  }
  await answerThenHandOver('negative_feedback')
  await answerThenHandOver('user_asked')

  const { total, reasons } = await db.withOrg(orgId, (tx) => countAnswers(tx, { days: 7 }))

  expect([total.answered, total.unhelpful, total.handedOver]).toEqual([4, 1, 2])
  expect(reasons).toContainEqual({ reason: 'negative_feedback', count: 1 })
})
