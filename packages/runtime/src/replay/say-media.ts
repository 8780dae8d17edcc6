import type { Content, ContentOf } from '@hilo/protocol'
import { sayable } from './ask.ts'
import { TurnOver } from './errors.ts'
import type { Recorder } from './recorder.ts'
import type { Media } from './sayable.ts'
import type { MadeFile } from './turn-io.ts'

const BYTES_MAX = 5 * 1024 * 1024
const NAME_MAX = 200
const MIME_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i
const KINDS = new Set(['image', 'video', 'audio', 'document', 'sticker'])

type Said = { error: string } | null

/**
 * `chat.say` with a file. The host keeps what the code made before the call is recorded, and the journal has
 * its id and never its bytes: a replay keeps nothing again, and what a crash left in between is removed by
 * the host. A refusal is recorded too, so that code that caught it takes the same way again.
 */
export function sayMedia(recorder: Recorder, media: Media): Promise<void> {
  const caption = media.caption ? { caption: sayable(media.caption) } : {}
  return sayFile(recorder, media, (file) => ({ ...file, ...caption }))
}

/** The same for any message that carries a file. */
export async function sayFile(
  recorder: Recorder,
  media: Media,
  contentOf: (file: ContentOf<'media'>) => Content,
): Promise<void> {
  const made = 'bytes' in media && media.bytes instanceof Uint8Array ? checkMade(media) : null
  const received = made ? null : receivedOf(media)
  const call = { position: recorder.next(), kind: 'say' as const, name: '' }
  const recorded = recorder.recall(call)
  if (recorded) return complain(recorded.value as Said)

  const kept = received ?? (made && (await keep(recorder, made)))
  if (recorder.isOver) throw new TurnOver()
  if (kept && 'error' in kept) {
    recorder.record({ ...call, value: kept })
    return complain(kept)
  }
  const file = { type: 'media', ...kept } as ContentOf<'media'>
  recorder.record({ ...call, value: null, content: contentOf(file) })
}

function complain(said: Said): void {
  if (said && 'error' in said) throw new Error(said.error)
}

type About = Omit<ContentOf<'media'>, 'type' | 'caption'>

async function keep({ io }: Recorder, made: MadeFile): Promise<About | { error: string }> {
  if (!io.keepFile) return { error: 'chat.say: a file that code made cannot be sent from here.' }
  try {
    const { mediaId, kind, mimeType } = await io.keepFile(made)
    return { kind, mediaId, mimeType, ...(made.filename === null ? {} : { filename: made.filename }) }
  } catch (error) {
    return { error: `chat.say: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function checkMade({ bytes, mimeType, filename }: Extract<Media, { bytes: unknown }>): MadeFile {
  if (bytes.byteLength === 0) throw new Error('A file must not be empty.')
  if (bytes.byteLength > BYTES_MAX) throw new Error('A file that code made may have at most 5 MB.')
  if (typeof mimeType !== 'string' || !MIME_TYPE.test(mimeType)) {
    throw new Error("A file needs its type, such as 'application/pdf'.")
  }
  return {
    bytes,
    mimeType: mimeType.toLowerCase(),
    filename: filename === undefined ? null : nameOf(filename),
  }
}

/** A file of this conversation; the host looks whether it is one. */
function receivedOf(media: Media): About {
  const { id, kind, mimeType, filename } = media as Extract<Media, { id: unknown }>
  if (typeof id !== 'string' || !KINDS.has(kind)) {
    throw new Error(
      'A file is said by its bytes, or as the contact sent it: only the message of this one was kept.',
    )
  }
  return {
    kind,
    mediaId: id,
    ...(mimeType ? { mimeType } : {}),
    ...(filename ? { filename: nameOf(filename) } : {}),
  }
}

function nameOf(filename: string): string {
  if (sayable(filename).length > NAME_MAX) {
    throw new Error(`The name of a file must not be longer than ${NAME_MAX} characters.`)
  }
  return filename
}
