import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { bundleOf } from '../testing/bundle-of.ts'
import { jobOf, messageOf } from '../testing/job-of.ts'
import type { FilePart, PlayJob, PlayResult } from './play-job.ts'
import { createPool } from './pool.ts'

const MIB = 1024 * 1024
const PART = 256 * 1024

const pool = await createPool({ limits: { pongMs: 60_000 } })
afterAll(() => pool.stop())

/** What its code does with the file that the contact sent is in its configuration. */
const bundle = await bundleOf(`
  const { createHash } = await import('node:crypto')
  const { act, options } = chat.config
  const file = await chat.media()
  const acts = {
    size: async () => (await file.bytes()).length,
    digest: async () => createHash('sha256').update(await file.bytes()).digest('hex'),
    often: () => Promise.all(Array.from({ length: 9 }, () => file.bytes())).catch((error) => error.message),
    thrice: async () => {
      const all = await Promise.all([1, 2, 3].map(() => file.bytes()))
      return all.map((bytes) => bytes.length).join()
    },
  }
  if (act === 'outside') await file.bytes()
  await chat.say(String(await chat.step('read', acts[act], options)))`)

type Reading = { options?: object; mediaId?: string }

function reading(
  act: 'size' | 'digest' | 'thrice' | 'often' | 'outside',
  media: PlayJob['media'],
  { options = { retry: { attempts: 1 } }, mediaId = 'f1' }: Reading = {},
): Promise<PlayResult> {
  const job = jobOf(bundle, '', media && { media })
  const content = { type: 'media', kind: 'image', mediaId } as const
  const inbox = [{ ...messageOf('', 1), content }]
  return pool.play({ ...job, turn: { ...job.turn, inbox, config: { act, options } } })
}

/** A host that has this file, and gives it in parts. */
function having(bytes: Buffer, onRead = (_offset: number) => {}): PlayJob['media'] {
  return async (_id, offset) => {
    onRead(offset)
    return { type: 'part', size: bytes.length, bytes: bytes.subarray(offset, offset + PART) }
  }
}

function said(result: PlayResult): unknown {
  if (result.type !== 'end') return result
  return result.entries.find(({ kind }) => kind === 'say')?.content ?? result.end
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const failed = (message: RegExp, code = 'step_failed') => ({
  failure: { code, message: expect.stringMatching(message) },
})

describe('a file in the process of a backend', () => {
  test('is read whole, part by part, up to 16 MB', async () => {
    const bytes = Buffer.alloc(16 * MIB)
    for (let index = 0; index < bytes.length; index += 7) bytes[index] = index % 251
    const offsets: number[] = []
    const result = await reading(
      'digest',
      having(bytes, (offset) => offsets.push(offset)),
    )

    expect(said(result)).toEqual({ type: 'text', text: digestOf(bytes) })
    expect(offsets.slice(0, 2)).toEqual([0, PART])
    expect(offsets).toHaveLength(64)
  })

  test('may be read by several at once, and may be empty', async () => {
    expect(said(await reading('thrice', having(Buffer.alloc(3 * MIB))))).toMatchObject({
      text: [3, 3, 3].map((mib) => mib * MIB).join(','),
    })
    expect(said(await reading('size', having(Buffer.alloc(0))))).toMatchObject({ text: '0' })
  })

  test('that is larger is refused for good, in words', async () => {
    const result = await reading('size', having(Buffer.alloc(16 * MIB + 1)), { options: {} })

    expect(said(result)).toMatchObject(failed(/The file has 17 MB; code is given 16 MB at most/, 'terminal'))
  })

  test('that is on its way is waited for', async () => {
    let asked = 0
    const late = async (): Promise<FilePart> =>
      ++asked < 3 ? { type: 'due' } : { type: 'part', size: 2, bytes: Buffer.from('ok') }

    expect(said(await reading('size', late))).toMatchObject({ text: '2' })
    expect(asked).toBe(3)
  })

  test("that does not come is waited for as long as the attempt's time", async () => {
    const options = { timeout: 700, retry: { attempts: 1 } }
    const result = await reading('size', async () => ({ type: 'due' }), { options })

    expect(said(result)).toMatchObject(failed(/It took longer than 700 ms/))
  })

  test('that could not be had says why, and the step may be tried again', async () => {
    const media = async (): Promise<FilePart> => ({ type: 'none', reason: 'This file was deleted.' })

    expect(said(await reading('size', media))).toMatchObject(failed(/This file was deleted/))
    const again = await reading('size', media, { options: { retry: { attempts: 2, backoff: 60_000 } } })
    expect(said(again)).toMatchObject({ wait: { kind: 'step', error: 'This file was deleted.' } })
  })

  test('that shrinks or ends while it is read is no file', async () => {
    const ends = async (_id: string, offset: number): Promise<FilePart> => ({
      ...{ type: 'part', size: 10, bytes: Buffer.alloc(offset === 0 ? 5 : 0) },
    })
    const shrinks = async (_id: string, offset: number): Promise<FilePart> => ({
      ...{ type: 'part', size: offset === 0 ? 10 : 6, bytes: Buffer.alloc(5) },
    })

    expect(said(await reading('size', ends))).toMatchObject(failed(/The file ended before its end/))
    expect(said(await reading('size', shrinks))).toMatchObject(failed(/The file changed while it was read/))
  })

  test('is one of eight that are read at once', async () => {
    const { promise, resolve } = Promise.withResolvers<FilePart>()
    let asked = 0
    const media = () => {
      asked++
      return promise
    }

    expect(said(await reading('often', media))).toMatchObject({ text: 'Too many files at once.' })
    expect(asked).toBe(8)
    resolve({ type: 'due' })
  })

  test('is read in a step only', async () => {
    expect(said(await reading('outside', having(Buffer.alloc(1))))).toMatchObject(
      failed(/bytes\(\) outside of a step would be repeated at each replay/, 'exception'),
    )
  })

  test('is not there where the host has none, and a fault of the host is its own', async () => {
    expect(said(await reading('size', undefined))).toMatchObject(failed(/not to be had here/))
    const broken = reading('size', async () => Promise.reject(new Error('The database is gone.')))

    await expect(broken).rejects.toThrow('The database is gone.')
  })

  test('is asked for by whatever id the code has made up, and the host decides', async () => {
    const ids: string[] = []
    const media = async (id: string): Promise<FilePart> => {
      ids.push(id)
      return { type: 'none', reason: 'There is no such file.' }
    }
    await reading('size', media, { mediaId: "'; drop table media" })

    expect(ids).toEqual(["'; drop table media"])
  })
})
