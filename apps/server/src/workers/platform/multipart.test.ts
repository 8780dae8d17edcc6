import { expect, test } from 'vitest'
import { multipartOf } from './multipart.ts'

async function* bytesOf(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}

test('a form is read back as it was, and is as long as it says', async () => {
  const file = {
    field: 'file',
    kind: 'document' as const,
    filename: 'a "b"\r\n; c=ñ.txt',
    mimeType: 'text/plain',
    size: 11,
  }
  const { headers, body } = multipartOf({ fields: { type: 'text/plain' }, file }, async () =>
    bytesOf('hello\r\n', '--xx'),
  )
  const all = Buffer.concat(await Array.fromAsync(body))
  const form = await new Response(all, { headers }).formData()

  expect(headers['content-length']).toBe(String(all.byteLength))
  expect(form.get('type')).toBe('text/plain')
  const read = form.get('file') as File
  expect([read.name, read.type, await read.text()]).toEqual([file.filename, file.mimeType, 'hello\r\n--xx'])
})

test('a form without its bytes breaks off', async () => {
  const file = { field: 'file', kind: 'document' as const, filename: 'a', mimeType: 'text/plain', size: 1 }
  const { body } = multipartOf({ fields: {}, file }, async () => null)

  await expect(Array.fromAsync(body)).rejects.toThrow('lost')
})
