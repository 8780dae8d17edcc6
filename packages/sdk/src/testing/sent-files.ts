import { createHash } from 'node:crypto'
import type { Content, ContentOf } from '@hilo/protocol'
import type { MediaKind, Order, Place } from '@hilo/runtime/replay'
import { isInAttempt } from './step-doubles.ts'

type About = {
  readonly filename?: string
  readonly caption?: string
  readonly mimeType?: string
  /** What a machine hears in the sound, or sees in the picture. Without it none is asked. */
  readonly words?: string
}

/**
 * What the contact sends besides words. A file is its bytes under its kind; `undefined` in their place is a
 * file that cannot be had.
 */
export type Sent =
  | { readonly location: Place }
  /** The form that is open, by the names of its fields. */
  | { readonly form: Readonly<Record<string, unknown>> }
  /** A basket: what is in it, as the catalogue of a test would have it. */
  | { readonly order: Pick<Order, 'items' | 'text'> }
  | (About & { readonly [Kind in MediaKind]?: Uint8Array | undefined })

const MIME_TYPES: Readonly<Record<MediaKind, string>> = {
  ...{ image: 'image/jpeg', video: 'video/mp4', audio: 'audio/ogg' },
  ...{ document: 'application/pdf', sticker: 'image/webp' },
}

/** What needs no question to be sent. */
type SentByItself = Exclude<Sent, { form: unknown }>

/** The files of a simulated contact, in the place of the host's store. */
export class SentFiles {
  readonly #bytes = new Map<string, Uint8Array | undefined>()
  readonly #words = new Map<string, string>()

  /** What was sent as a message, whose file is kept under an id of its own. */
  contentOf(sent: SentByItself): Content {
    if ('order' in sent) return { type: 'order', catalogId: 'catalogue', ...orderOf(sent.order) }
    return 'location' in sent ? { type: 'location', ...sent.location } : this.#keep(sent)
  }

  /** What is known to be said or shown in the file of a message. */
  wordsOf(content: Content): string | undefined {
    return content.type === 'media' ? this.#words.get(content.mediaId ?? '') : undefined
  }

  /** @throws Error where a backend's process would: outside of a step, and for a file that cannot be had. */
  read(id: string): Uint8Array {
    if (!isInAttempt()) {
      throw new Error('bytes() outside of a step would be repeated at each replay: call it inside chat.step.')
    }
    const bytes = this.#bytes.get(id)
    if (bytes) return new Uint8Array(bytes)
    throw new Error('This file could not be had: the test sends none of its bytes.')
  }

  #keep({
    filename,
    caption,
    mimeType,
    words,
    ...files
  }: Exclude<SentByItself, { location: Place } | { order: unknown }>): ContentOf<'media'> {
    const [file, ...others] = Object.entries(files) as [MediaKind, Uint8Array | undefined][]
    if (!file || others.length > 0 || !(file[0] in MIME_TYPES)) {
      throw new Error(`A message has one file: give one of ${Object.keys(MIME_TYPES).join(', ')}.`)
    }
    const [kind, bytes] = file
    const mediaId = `file-${this.#bytes.size + 1}`
    this.#bytes.set(mediaId, bytes)
    if (words !== undefined) this.#words.set(mediaId, words)
    return {
      ...{ type: 'media', kind, mediaId, mimeType: mimeType ?? MIME_TYPES[kind] },
      ...(bytes && { sha256: createHash('sha256').update(bytes).digest('hex') }),
      ...(filename !== undefined && { filename }),
      ...(caption !== undefined && { caption }),
    }
  }
}

function orderOf({ items, text }: Pick<Order, 'items' | 'text'>): Pick<ContentOf<'order'>, 'items' | 'text'> {
  return { items: items.map((item) => ({ ...item })), ...(text !== undefined && { text }) }
}
