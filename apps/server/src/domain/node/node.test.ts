import { newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { beat, censusOf, forgetNodes, registerNode } from './node.ts'

const { db, connect } = await testDatabase()
const admin = await connect()

test('a node lives while it beats, and is dead after three seconds of silence', async () => {
  const [self, other] = [await registerNode(db.global), await registerNode(db.global)]
  expect((await censusOf(db.global, self)).living).toContain(other.id)

  await admin.query("update node set heartbeat_at = now() - interval '3.5 s' where id = $1", [other.id])
  expect(await censusOf(db.global, self)).toMatchObject({ dead: [other.id] })

  await beat(db.global, other)
  expect((await censusOf(db.global, self)).dead).toEqual([])
})

test('a process of this machine that is gone is dead at once', async () => {
  const self = await registerNode(db.global)
  const gone = { ...self, id: newId(), process: '999999999 1' }
  await beat(db.global, gone)

  const { living, dead } = await censusOf(db.global, self)

  expect(dead).toContain(gone.id)
  expect(living).not.toContain(gone.id)
  await forgetNodes(db.global, dead)
  expect((await censusOf(db.global, self)).dead).toEqual([])
})

test('a pid that is used again is another process', async () => {
  const self = await registerNode(db.global)
  const earlier = { ...self, id: newId(), process: `${process.pid} 1` }
  await beat(db.global, earlier)

  expect((await censusOf(db.global, self)).dead).toContain(earlier.id)
})

test('a node of another machine is judged by its heartbeat alone', async () => {
  const self = await registerNode(db.global)
  const far = { id: newId(), host: 'elsewhere', process: '1 1', listens: true }
  await beat(db.global, far)

  expect((await censusOf(db.global, self)).living).toContain(far.id)
})

test('a node always counts itself among the living', async () => {
  const self = await registerNode(db.global)
  await admin.query("update node set heartbeat_at = now() - interval '1 hour' where id = $1", [self.id])

  expect((await censusOf(db.global, self)).living).toContain(self.id)
})

test('a node that was silent counts as started anew, since nobody could reach it', async () => {
  const [steady, silent] = [await registerNode(db.global), await registerNode(db.global)]
  await admin.query("update node set started_at = now() - interval '1 hour'")
  await admin.query("update node set heartbeat_at = now() - interval '4 s' where id = $1", [silent.id])
  await beat(db.global, steady)
  await beat(db.global, silent)

  const old = await admin.query(
    "select id from node where id = any ($1) and started_at < now() - interval '1 minute'",
    [[steady.id, silent.id]],
  )
  expect(old.rows).toEqual([{ id: steady.id }])
})
