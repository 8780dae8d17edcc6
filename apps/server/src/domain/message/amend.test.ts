import { partIdsOf } from '@hilo/channels'
import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbound, anInbox, anOpenQuestion, anOrg, receive } from '../../testing/factories.ts'
import { giveByAi } from '../ai-answer/leave-to-people.ts'
import { listOpenQuestions } from '../gap/gap.ts'
import { amendMessage } from './amend.ts'
import { readPage } from './timeline.ts'

const { db } = await testDatabase()

/** A conversation in which one message of the platform came with three files, and another after it. */
async function anAlbum() {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId, { channel: 'whatsapp' })
  const mid = `m_${newId()}`
  const { conversationId, sender } = await aConversation(db, inbox, { externalId: mid, text: 'one' })
  for (const [externalId, text] of [
    [`${mid}#2`, 'two'],
    [`${mid}#3`, 'three'],
    [`${mid}x`, 'another'],
  ] as const)
    await receive(db, inbox, anInbound(text, { sender, externalId }))
  const amend = (type: 'unsend' | 'edit', targets?: readonly string[]) =>
    amendMessage(db, {
      ...{ orgId, inboxId: inbox.id, conversationId, direction: 'in' },
      content:
        type === 'edit' ? { type, targetExternalId: mid, text: 'new' } : { type, targetExternalId: mid },
      ...(targets && { targets }),
    })
  const texts = async () => {
    const page = await db.withOrg(orgId, (tx) => readPage(tx, conversationId, { beforeSeq: null, limit: 10 }))
    return page.items.map((item) =>
      'content' in item && item.content.type === 'text' ? item.content.text : 'unsent',
    )
  }
  return { mid, amend, texts, inbox, conversationId }
}

test('a message that became several is withdrawn with all of them, and no other', async () => {
  const { mid, amend, texts } = await anAlbum()

  expect(await amend('unsend', partIdsOf(mid))).toEqual(expect.any(Number))

  expect((await texts()).sort()).toEqual(['another', 'unsent', 'unsent', 'unsent'])
})

test('what is withdrawn is in no question, trace, gap or summary of AI any more', async () => {
  const { mid, amend, inbox, conversationId } = await anAlbum()
  const { orgId } = inbox
  await anOpenQuestion(db, inbox, { conversationId, question: 'one' })
  const summary = [{ from: 'contact' as const, text: 'one' }]
  await db.withOrg(orgId, (tx) => giveByAi(tx, conversationId, { reason: 'no_evidence', summary }))
  const kept = () =>
    db.withOrg(orgId, async (tx) => ({
      open: await listOpenQuestions(tx, { kind: 'gap', limit: 9 }),
      items: (await readPage(tx, conversationId, { beforeSeq: null, limit: 10 })).items,
    }))
  const handedOff = { event: 'handed_off', data: expect.objectContaining({ summary }) }
  expect(await kept()).toMatchObject({
    open: [{ text: 'one' }],
    items: expect.arrayContaining([expect.objectContaining(handedOff)]),
  })

  await amend('unsend', partIdsOf(mid))

  const { open, items } = await kept()
  expect(open).toEqual([])
  expect(items.find((item) => item.type === 'event' && item.event === 'handed_off')).toMatchObject({
    data: { reason: 'no_evidence' },
  })
  expect(JSON.stringify(items)).not.toContain('"one"')
})

test('an edit changes the message that it names', async () => {
  const { amend, texts } = await anAlbum()

  await amend('edit')

  expect((await texts()).sort()).toEqual(['another', 'new', 'three', 'two'])
})

test('what nobody knows changes nothing', async () => {
  const { amend, texts } = await anAlbum()

  expect(await amend('unsend', partIdsOf('m_unknown'))).toBeNull()

  expect(await texts()).toHaveLength(4)
  expect(await texts()).not.toContain('unsent')
})
