import type { HostFrame } from '@hilo/protocol'
import { beforeEach, expect, test } from 'vitest'
import { Keeps } from './keeps.ts'

const MIB = 1024 * 1024
const ABOUT = { mimeType: 'application/pdf', filename: 'a.pdf' }
const FILE = { mediaId: 'm1', kind: 'document', mimeType: 'application/pdf' } as const

let sent: HostFrame[] = []
let taken: number[] = []
let keeps: Keeps

beforeEach(() => {
  sent = []
  taken = []
  keeps = new Keeps((frame) => sent.push(frame))
})

const keepFile = async ({ bytes }: { bytes: Uint8Array }) => {
  taken.push(bytes.byteLength)
  return { type: 'kept' as const, file: FILE }
}

const take = (keep: number, size: number, { isLast = false, turn = 1 } = {}) =>
  keeps.take(
    {
      type: 'keep_file',
      ...{ keep, turn, body: Buffer.alloc(size).toString('base64'), about: isLast ? ABOUT : null },
    },
    keepFile,
  )

test('parts become one file, whatever other turns say between them', async () => {
  await take(1, 2 * MIB)
  await take(2, 10, { isLast: true, turn: 2 })
  await take(1, 3, { isLast: true })

  expect(taken).toEqual([10, 2 * MIB + 3])
  expect(sent).toEqual([
    { type: 'file_kept', keep: 2, file: FILE },
    { type: 'file_kept', keep: 1, file: FILE },
  ])
})

test('a file of more than 5 MB is refused, however many parts it has, and nothing of it is kept', async () => {
  for (let part = 0; part < 20; part++) await take(1, 2 * MIB)
  await take(1, 1, { isLast: true })

  expect(taken).toEqual([])
  expect(sent).toEqual([{ type: 'file_refused', keep: 1, message: 'A file may have at most 5 MB.' }])
})

test('parts that never end are held for one file of a turn, and for few turns', async () => {
  for (let turn = 0; turn < 30; turn++) {
    for (let keep = 0; keep < 3; keep++) await take(keep, MIB, { turn })
  }
  await take(2, 1, { isLast: true, turn: 29 })
  for (let turn = 0; turn < 30; turn++) keeps.forget(turn)
  await take(3, 1, { isLast: true, turn: 30 })

  expect(sent).toMatchObject([
    { type: 'file_refused', keep: 2 },
    { type: 'file_kept', keep: 3 },
  ])
})

test('more files a second than a turn can say are refused', async () => {
  for (let keep = 0; keep < 60; keep++) await take(keep, 1, { isLast: true })

  expect(sent.some((frame) => frame.type === 'file_refused')).toBe(true)
  expect(taken.length).toBeLessThan(50)
})

test('what a turn that is over had not handed over is forgotten', async () => {
  await take(1, MIB)
  keeps.forget(1)
  await take(1, 5, { isLast: true, turn: 2 })

  expect(taken).toEqual([5])
})

test('where no files are kept it says so', async () => {
  await keeps.take({ type: 'keep_file', keep: 1, turn: 1, body: 'eA==', about: ABOUT }, undefined)

  expect(sent).toMatchObject([{ type: 'file_refused', message: expect.stringContaining('cannot be sent') }])
})
