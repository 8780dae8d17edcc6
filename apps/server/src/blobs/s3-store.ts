import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AwsClient } from 'aws4fetch'
import type { BlobStore } from './blob-store.ts'
import type { S3Place } from './s3-place.ts'

/** How long the store may take to begin its answer, beside the time that the bytes themselves take. */
const ANSWER_MS = 30_000
const UPLOAD_MS = 5 * 60_000
const RETRIES = 3
const RETRY_MS = 200
const PROBE = 'hilo-probe'

/**
 * Keeps blobs in a bucket of any S3-compatible store. A bucket wants to know length and digest before the
 * first byte, so what comes is drafted in `draftDir` and sent from there; what a crash left is deleted by the
 * next start.
 *
 * Requests are signed with AWS Signature Version 4, and the store compares the digest with what it received:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export async function createS3Store(place: S3Place, { draftDir }: { draftDir: string }): Promise<BlobStore> {
  const request = requests(place)
  await rm(draftDir, { recursive: true, force: true })
  await mkdir(draftDir, { recursive: true, mode: 0o700 })
  return {
    async put(key, bytes) {
      const path = join(draftDir, randomBytes(12).toString('hex'))
      try {
        const digest = await draft(path, bytes)
        const body = await openAsBlob(path)
        const headers = { 'x-amz-content-sha256': digest }
        await request(key, { method: 'PUT', body, headers, answerMs: UPLOAD_MS })
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(key, range) {
      const headers = range && { range: `bytes=${range.start}-${range.end}` }
      const { status, body } = await request(key, {
        method: 'GET',
        mayBeMissing: true,
        ...(headers && { headers }),
      })
      return status === 404 || !body ? null : body
    },
    async remove(key) {
      await request(key, { method: 'DELETE', mayBeMissing: true })
    },
  }
}

/** Writes, reads and deletes something, as the server will. @throws Error in one sentence when it may not. */
export async function probeS3(place: S3Place): Promise<void> {
  const request = requests(place)
  try {
    const wrote = `Hilo wrote this at its start: ${randomBytes(12).toString('hex')}`
    await request(PROBE, { method: 'PUT', body: new Blob([wrote]) })
    const read = await (await request(PROBE, { method: 'GET' })).text()
    if (read !== wrote) throw new Error('What was written there is not what was read.')
    await request(PROBE, { method: 'DELETE', mayBeMissing: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`The bucket ${place.url} cannot be used. ${why} Mend HILO_BLOBS_URL.`, { cause: error })
  }
}

type Asked = {
  method: 'GET' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: Blob
  answerMs?: number
  mayBeMissing?: boolean
}

function requests({ url, ...account }: S3Place) {
  const { region, ...keys } = account
  const client = new AwsClient({
    ...{ ...keys, service: 's3', retries: RETRIES, initRetryMs: RETRY_MS },
    ...(region !== undefined && { region }),
  })
  return async (key: string, { answerMs = ANSWER_MS, mayBeMissing, ...asked }: Asked): Promise<Response> => {
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(new Error('It did not answer in time.')), answerMs)
    try {
      const answer = await client.fetch(`${url}/${key}`, { ...asked, signal: patience.signal })
      if (answer.ok || (mayBeMissing && answer.status === 404)) return answer
      throw new Error(await refusal(answer))
    } catch (error) {
      throw (error as Error).message === 'fetch failed'
        ? new Error('It does not answer.', { cause: error })
        : error
    } finally {
      clearTimeout(timer)
    }
  }
}

/** By the code of its error: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
async function refusal(answer: Response): Promise<string> {
  const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1]
  return `The store answered ${answer.status}${code ? ` (${code})` : ''}.`
}

async function draft(path: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  async function* hashed() {
    for await (const part of bytes) {
      hash.update(part)
      yield part
    }
  }
  await pipeline(Readable.from(hashed()), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return hash.digest('hex')
}
