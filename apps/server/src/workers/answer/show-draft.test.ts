import { newId } from '@hilo/protocol'
import { expect, test, vi } from 'vitest'
import { createBus, type Hint } from '../../bus/bus.ts'
import { getConversation } from '../../domain/conversation/conversation.ts'
import { takeTurn } from '../../domain/conversation/take-turn.ts'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbox, anOrg } from '../../testing/factories.ts'
import type { WorkerContext } from '../context.ts'
import { showDraft } from './show-draft.ts'

const database = await testDatabase()
const { db } = database
const admin = await database.connect()

/** A conversation that AI has, and what a widget is told of the answer to it. */
async function aPreview() {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { channel: 'web' })
  const { conversationId } = await aConversation(db, inbox)
  const { rows } = await admin.query<{ epoch: number; lastInSeq: number }>(
    `update conversation set holder = 'ai' where org_id = $1 and id = $2
     returning turn_epoch as epoch, last_in_seq as "lastInSeq"`,
    [orgId, conversationId],
  )
  const read = rows[0] as { epoch: number; lastInSeq: number }
  const bus = createBus((error) => expect.unreachable(String(error)))
  const told: string[] = []
  bus.subscribe((hint: Hint) => {
    if (hint.type === 'draft') told.push(hint.text)
  })
  const log = {
    info: () => {},
    warn: () => expect.unreachable('Nothing is to be warned of.'),
    error: () => {},
  }
  const context = { db, bus, log } as unknown as WorkerContext
  const preview = showDraft(context, { orgId, conversationId, messageId: newId(), ...read })
  const changed = () => bus.publish({ type: 'conversation', orgId, conversationId, version: 99 })
  return { orgId, conversationId, preview, told, changed }
}

test('once a person has the turn what was shown is taken back, and nothing more is shown', async () => {
  const { orgId, conversationId, preview, told, changed } = await aPreview()
  preview.show('It takes 3 days.')
  await db.withOrg(orgId, (tx) => takeTurn(tx, conversationId))

  changed()
  await vi.waitFor(() => expect(told).toEqual(['It takes 3 days.', '']))

  preview.show('It takes 3 days. It is free.')
  preview.end({ isSaid: false })
  expect(told).toHaveLength(2)
})

test('who only reads along ends nothing, and what was said is not taken back', async () => {
  const { orgId, conversationId, preview, told, changed } = await aPreview()
  preview.show('It takes 3 days.')
  changed()
  // It is looked at meanwhile, as this is.
  for (let times = 0; times < 5; times++) await db.withOrg(orgId, (tx) => getConversation(tx, conversationId))
  preview.show('It takes 3 days. It is free.')
  preview.end({ isSaid: true })

  expect(told).toEqual(['It takes 3 days.', 'It takes 3 days. It is free.'])
})
