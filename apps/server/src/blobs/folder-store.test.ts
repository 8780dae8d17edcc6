import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Id, newId } from '@hilo/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { blobKeyOf } from './blob-store.ts'
import { createFolderStore } from './folder-store.ts'

let folder: string
const key = blobKeyOf(newId(), newId())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hilo-blobs-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function* bytesOf(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function textOf(bytes: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  return bytes && Buffer.concat(await Array.fromAsync(bytes)).toString()
}

test('gives back what it was given, or a part of it', async () => {
  const store = createFolderStore(folder)
  await store.put(key, bytesOf('hello ', 'there'))

  expect(await textOf(await store.open(key))).toBe('hello there')
  expect(await textOf(await store.open(key, { start: 6, end: 8 }))).toBe('the')
})

test('what is put again replaces what was there', async () => {
  const store = createFolderStore(folder)
  await store.put(key, bytesOf('first'))
  await store.put(key, bytesOf('2nd'))

  expect(await textOf(await store.open(key))).toBe('2nd')
})

test('bytes that break off leave nothing behind, and what was there before', async () => {
  const store = createFolderStore(folder)
  await store.put(key, bytesOf('whole'))
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('ha')
    throw new Error('cut off')
  }

  await expect(store.put(key, broken())).rejects.toThrow('cut off')
  expect(await textOf(await store.open(key))).toBe('whole')
  expect(await readdir(join(folder, key, '..'))).toHaveLength(1)
})

test('what is removed or was never there is null, and may be removed again', async () => {
  const store = createFolderStore(folder)
  await store.put(key, bytesOf('here'))
  await store.remove(key)
  await store.remove(key)

  expect(await store.open(key)).toBeNull()
})

test('no key leads out of the folder', () => {
  expect(() => blobKeyOf('../..' as Id, newId())).toThrow('ids')
})
