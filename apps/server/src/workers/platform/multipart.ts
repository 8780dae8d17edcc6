import { randomUUID } from 'node:crypto'
import type { ChannelUpload } from '@hilo/channels'

export type OpenBytes = () => Promise<AsyncIterable<Uint8Array> | null>

/**
 * A form of `multipart/form-data` with one file at its end, as bytes that are read while they are sent. Its
 * length is known before, because some platforms take no chunked body.
 */
export function multipartOf(
  { fields, file }: Pick<ChannelUpload, 'fields' | 'file'>,
  open: OpenBytes,
): { headers: Record<string, string>; body: AsyncIterable<Uint8Array> } {
  const boundary = `hilo-${randomUUID()}`
  const parts = Object.entries(fields).map(([name, value]) => `${headOf(boundary, name)}\r\n\r\n${value}\r\n`)
  const head = `${headOf(boundary, file.field)}; filename="${quoted(file.filename)}"`
  const start = Buffer.from(`${parts.join('')}${head}\r\nContent-Type: ${file.mimeType}\r\n\r\n`)
  const end = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(start.byteLength + file.size + end.byteLength),
    },
    body: bodyOf(start, open, end),
  }
}

// The bytes are opened when the connection takes them: a request that never starts leaves no file open.
async function* bodyOf(start: Buffer, open: OpenBytes, end: Buffer): AsyncGenerator<Uint8Array> {
  const bytes = await open()
  if (!bytes) throw new Error('The bytes of this file are lost.')
  yield start
  yield* bytes
  yield end
}

function headOf(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`
}

/** As browsers write names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html */
function quoted(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
}
