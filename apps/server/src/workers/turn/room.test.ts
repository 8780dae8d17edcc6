import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createRoom } from './room.ts'

test('who brings more than there is room for waits, one goes for each that leaves, and no other org waits', async () => {
  const room = createRoom({ most: 2, patienceMs: 60_000 })
  const gone: string[] = []
  const go = (org: string, name: string) => void room.wait(org).then(() => gone.push(name))
  for (let count = 0; count < 3; count++) room.enter('busy')

  go('busy', 'first')
  go('busy', 'second')
  go('quiet', 'other')
  await sleep(1)
  expect(gone).toEqual(['other'])

  room.leave('busy')
  await sleep(1)
  expect(gone).toEqual(['other'])
  room.leave('busy')
  await sleep(1)
  expect(gone).toEqual(['other', 'first'])
  room.leave('busy')
  await sleep(1)
  expect(gone).toEqual(['other', 'first', 'second'])
})

test('nobody waits for ever', async () => {
  const room = createRoom({ most: 1, patienceMs: 20 })
  room.enter('org')

  await room.wait('org')
  room.leave('org')
  await room.wait('org')
})
