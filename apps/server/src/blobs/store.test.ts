import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Id, newId } from '@hilo/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type S3Server, startS3Server } from '../testing/s3-server.ts'
import { type BlobStore, blobKeyOf } from './blob-store.ts'
import { createFolderStore } from './folder-store.ts'
import { readS3Place } from './s3-place.ts'
import { createS3Store, probeS3 } from './s3-store.ts'

const key = blobKeyOf(newId(), newId())
let folder: string
let bucket: S3Server

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hilo-blobs-'))
  bucket = await startS3Server()
})
afterEach(async () => {
  await bucket.close()
  await rm(folder, { recursive: true })
})

async function* bytesOf(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function textOf(bytes: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  return bytes && Buffer.concat(await Array.fromAsync(bytes)).toString()
}

const inBucket = () => createS3Store(readS3Place(bucket.url), { draftDir: join(folder, 'drafts') })

const STORES: { name: string; open: () => BlobStore | Promise<BlobStore>; left: () => Promise<number> }[] = [
  {
    name: 'a folder',
    open: () => createFolderStore(folder),
    left: async () => (await readdir(join(folder, key, '..'))).length,
  },
  {
    name: 'a bucket',
    open: inBucket,
    left: async () => bucket.objects.size + (await readdir(join(folder, 'drafts'))).length,
  },
]

describe.each(STORES)('$name', ({ open, left }) => {
  test('gives back what it was given, or a part of it', async () => {
    const store = await open()
    await store.put(key, bytesOf('hello ', 'there'))

    expect(await textOf(await store.open(key))).toBe('hello there')
    expect(await textOf(await store.open(key, { start: 6, end: 8 }))).toBe('the')
  })

  test('replaces what was there by what is put again', async () => {
    const store = await open()
    await store.put(key, bytesOf('first'))
    await store.put(key, bytesOf('2nd'))

    expect(await textOf(await store.open(key))).toBe('2nd')
  })

  test('is left without what broke off, and with what was there before', async () => {
    const store = await open()
    await store.put(key, bytesOf('whole'))
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('ha')
      throw new Error('cut off')
    }

    await expect(store.put(key, broken())).rejects.toThrow('cut off')
    expect(await textOf(await store.open(key))).toBe('whole')
    expect(await left()).toBe(1)
  })

  test('has null for what was removed or never there, which may be removed again', async () => {
    const store = await open()
    await store.put(key, bytesOf('here'))
    await store.remove(key)
    await store.remove(key)

    expect(await store.open(key)).toBeNull()
  })
})

describe('a bucket', () => {
  test('that is slow for a moment is asked again', async () => {
    const store = await inBucket()
    bucket.refusals.push(503, 429)
    await store.put(key, bytesOf('patience'))
    bucket.refusals.push(500)

    expect(await textOf(await store.open(key))).toBe('patience')
  })

  test('that refuses says by which code', async () => {
    const store = await createS3Store(
      { ...readS3Place(bucket.url), secretAccessKey: 'another' },
      { draftDir: join(folder, 'drafts') },
    )

    const refusal = 'The store answered 403 (SignatureDoesNotMatch).'
    await expect(store.put(key, bytesOf('x'))).rejects.toThrow(refusal)
    await expect(store.open(key)).rejects.toThrow(refusal)
    await expect(store.remove(key)).rejects.toThrow(refusal)
  })

  test('is tried at the start, and nothing is left there', async () => {
    await probeS3(readS3Place(bucket.url))

    expect(bucket.objects.size).toBe(0)
  })

  test('that cannot be used is a sentence without the secret', async () => {
    const place = readS3Place(bucket.url)
    const wrong = { ...place, url: place.url.replace('/files', '/other') }

    await expect(probeS3(wrong)).rejects.toThrow(
      `The bucket ${wrong.url} cannot be used. The store answered 404 (NoSuchBucket). Mend HILO_BLOBS_URL.`,
    )
    await bucket.close()
    await expect(probeS3(place)).rejects.toThrow('It does not answer.')
    bucket = await startS3Server()
  })
})

describe('the place of a bucket', () => {
  test('is read from one URL', () => {
    expect(readS3Place('https://id:a%2Fb@s3.example.com/files/hilo/?region=eu-west-1')).toEqual({
      url: 'https://s3.example.com/files/hilo',
      ...{ accessKeyId: 'id', secretAccessKey: 'a/b', region: 'eu-west-1' },
    })
  })

  test.each([
    ['files', 'HILO_BLOBS_URL is no URL.'],
    ['s3://id:secret@files', 'HILO_BLOBS_URL must begin with https://'],
    ['https://id:secret@s3.example.com/', 'HILO_BLOBS_URL names no bucket.'],
    ['https://s3.example.com/files', 'HILO_BLOBS_URL has no key.'],
  ])('%s is refused in words', (text, words) => {
    expect(() => readS3Place(text)).toThrow(words)
    expect(() => readS3Place(text)).not.toThrow('secret@')
  })
})

test('no key leads out of a store', () => {
  expect(() => blobKeyOf('../..' as Id, newId())).toThrow('ids')
})
