import { whatsapp } from '@hilo/channels'
import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { createFolderStore } from '../../blobs/folder-store.ts'
import { createBus } from '../../bus/bus.ts'
import { createExecutionLog } from '../../domain/log/write.ts'
import { readBacklog } from '../../domain/webhook/backlog.ts'
import { createWebhookStore } from '../../domain/webhook/store.ts'
import { testDatabase } from '../../testing/database.ts'
import { anInbox, anOrg, aRawEvent, testKeys } from '../../testing/factories.ts'
import { aBody, aText } from '../../testing/whatsapp.ts'
import { createWebhookReceiver } from './receive-webhook.ts'

const { db } = await testDatabase()

test('what one person said keeps its order while the database comes and goes', async () => {
  const orgId = await anOrg(db)
  const inbox = await anInbox(db, orgId)
  const node = { id: newId(), host: 'here', listens: true, process: '1 1' }
  const heard: string[] = []
  let looks = 0
  const receiver = createWebhookReceiver(
    {
      ...{
        db,
        keys: testKeys,
        node,
        bus: createBus(() => {}),
        executionLog: createExecutionLog(db, { onStored() {}, onError() {} }),
        logDays: 30,
        articlesMax: 100,
      },
      log: { info() {}, warn() {}, error() {} },
      inboxes: async () => inbox,
      blobs: createFolderStore('nowhere'),
      channelOf: () => null,
      readerOf: () => whatsapp,
      // The first look at the directory loses its connection: what came first is tried again last.
      async directory() {
        if (looks++ === 0) throw new Error('Connection terminated unexpectedly')
        return { orgId, inboxId: inbox.id, channel: inbox.channel }
      },
    },
    {
      resume: async () => undefined,
      statuses: { apply: async () => true },
      room: async () => {},
      async receive(_inbox, { content }) {
        heard.push(content.type === 'text' ? content.text : content.type)
      },
    },
  )
  const messages = ['one', 'two', 'three'].map((text) => aText(text))
  const body = Buffer.from(JSON.stringify(aBody(inbox.account, { messages })))
  const { id } = await createWebhookStore(db.ingress, node.id)(aRawEvent({ body }))

  await receiver.work({ id, appId: 'test', body, line: '*' })

  expect(heard).toEqual(['one', 'two', 'three'])
  await expect.poll(() => readBacklog(db.ingress)).toEqual({ events: 0, oldestAt: null })
})
