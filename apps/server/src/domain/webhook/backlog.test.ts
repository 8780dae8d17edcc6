import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aRawEvent } from '../../testing/factories.ts'
import { readBacklog } from './backlog.ts'
import { finishEvents } from './pending.ts'
import { createWebhookStore } from './store.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

test('the backlog is what waits, and how long its first event does, of all lines or of some', async () => {
  const store = createWebhookStore(db.ingress, newId())
  expect(await readBacklog(db.ingress)).toEqual({ events: 0, oldestAt: null })
  const { id: old } = await store(aRawEvent({ lines: ['a 1', 'a 2'] }))
  await admin.query("update webhook_event set received_at = '2026-01-01T00:00:00Z' where id = $1", [old])
  await store(aRawEvent({ lines: ['a 2'] }))

  const oldestAt = new Date('2026-01-01T00:00:00Z')
  expect(await readBacklog(db.ingress)).toEqual({ events: 2, oldestAt })
  expect(await readBacklog(db.ingress, ['a 1'])).toEqual({ events: 1, oldestAt })
  expect(await readBacklog(db.ingress, ['a 3'])).toEqual({ events: 0, oldestAt: null })

  await finishEvents(db.ingress, [{ line: 'a 1', eventId: old }])
  expect(await readBacklog(db.ingress, ['a 1'])).toEqual({ events: 0, oldestAt: null })
  expect(await readBacklog(db.ingress, ['a 2'])).toEqual({ events: 2, oldestAt })
})
