import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

const KEYS = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }

export type S3Server = {
  /** As `HILO_BLOBS_URL` has it. */
  readonly url: string
  readonly objects: Map<string, Buffer>
  /** What the next requests are answered instead, one each. */
  readonly refusals: number[]
  close(): Promise<void>
}

/**
 * A bucket on this machine that is as strict as the real ones: it computes the signature itself, after
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, and the digest
 * of what it receives.
 */
export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>()
  const refusals: number[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const refusal = refusals.shift()
    if (refusal !== undefined) return refuse(response, refusal, 'SlowDown')
    if (!isSigned(request)) return refuse(response, 403, 'SignatureDoesNotMatch')
    const digest = request.headers['x-amz-content-sha256']
    if (digest !== 'UNSIGNED-PAYLOAD' && digest !== sha256(body)) {
      return refuse(response, 400, 'XAmzContentSHA256Mismatch')
    }
    answer({ request, response, body, objects })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ...{ objects, refusals },
    url: `http://${KEYS.id}:${encodeURIComponent(KEYS.secret)}@127.0.0.1:${port}/files/hilo?region=eu-west-1`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  body: Buffer
  objects: Map<string, Buffer>
}

function answer({ request, response, body, objects }: Exchange): void {
  const { method, url = '/', headers } = request
  const object = objects.get(url)
  if (!url.startsWith('/files/')) refuse(response, 404, 'NoSuchBucket')
  else if (method === 'PUT' && headers['content-length'] === undefined) {
    refuse(response, 411, 'MissingContentLength')
  } else if (method === 'PUT') {
    objects.set(url, body)
    response.end()
  } else if (method === 'DELETE') {
    objects.delete(url)
    response.writeHead(204).end()
  } else if (object) give(response, object, headers.range)
  else refuse(response, 404, 'NoSuchKey')
}

function give(response: ServerResponse, object: Buffer, range = ''): void {
  const part = /^bytes=(\d+)-(\d+)$/.exec(range)
  if (!part) response.end(object)
  else response.writeHead(206).end(object.subarray(Number(part[1]), Number(part[2]) + 1))
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
}

function isSigned({ method, url = '/', headers }: IncomingMessage): boolean {
  const found =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
      headers.authorization ?? '',
    )
  if (!found) return false
  const [, keyId, day = '', region = '', names = '', signature] = found
  const signed = names.split(';').map((name) => `${name}:${headers[name]}\n`)
  const canonical = [method, url, '', signed.join(''), names, headers['x-amz-content-sha256']].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${KEYS.secret}`)
  return keyId === KEYS.id && hmac(key, text).toString('hex') === signature
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
