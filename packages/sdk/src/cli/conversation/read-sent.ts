import { readFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { type ContentOf, Order as OrderSchema } from '@hilo/protocol'
import type { MediaKind } from '@hilo/runtime/replay'
import { z } from 'zod'

/** What the contact sends is called after how the file's name ends, as a phone does. */
const KINDS: Readonly<Record<string, readonly [MediaKind, string]>> = {
  '.jpg': ['image', 'image/jpeg'],
  '.jpeg': ['image', 'image/jpeg'],
  '.png': ['image', 'image/png'],
  '.webp': ['sticker', 'image/webp'],
  '.mp4': ['video', 'video/mp4'],
  '.ogg': ['audio', 'audio/ogg'],
  '.mp3': ['audio', 'audio/mpeg'],
  '.m4a': ['audio', 'audio/mp4'],
  '.pdf': ['document', 'application/pdf'],
}

type SentFile = { readonly [Kind in MediaKind]?: Uint8Array } & {
  readonly filename: string
  readonly mimeType: string
  readonly caption?: string
  readonly words?: string
}

const LINE = /^(?:"([^"]+)"|(\S+))\s*(?:\[([^\]]*)\])?\s*(.*)$/

/**
 * The file that a line names, with what follows as its caption. A path with spaces is put in quotes; in
 * brackets stands what a machine hears or sees in it.
 *
 * @throws Error in words when there is no such file.
 */
export async function readSent(folder: string, line: string): Promise<SentFile> {
  const [, quoted, bare = '', words = '', caption = ''] = LINE.exec(line) ?? []
  const path = quoted ?? bare
  if (path === '') throw new Error('say which file: /file ./id.jpg')
  const bytes = await readFile(resolve(folder, path)).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`${path} cannot be read: ${cause.code}`, { cause })
  })
  const [kind, mimeType] = KINDS[extname(path).toLowerCase()] ?? ['document', 'application/octet-stream']
  const said = { ...(caption !== '' && { caption }), ...(words !== '' && { words }) }
  return { [kind]: bytes, filename: basename(path), mimeType, ...said }
}

/** What a line fills in: the fields of the form by their names. @throws Error in words when it is no JSON object. */
export function readForm(line: string): Record<string, unknown> {
  const form = z.record(z.string(), z.unknown()).safeParse(jsonOf(line))
  if (form.success) return form.data
  throw new Error('say what is filled in, as JSON: /form {"day":"Friday"}')
}

/** The items of the basket that a line has. @throws Error in words when they are none. */
export function readOrder(line: string): ContentOf<'order'>['items'] {
  const items = OrderSchema.shape.items.min(1).safeParse(jsonOf(line))
  if (items.success) return items.data
  const example = '[{"productId":"soup","quantity":2,"price":4,"currency":"EUR"}]'
  throw new Error(`say what is in the basket, as JSON: /order ${example}`)
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
