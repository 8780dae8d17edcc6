/** The files that phones send: real ones, drawn and recorded from arithmetic. */
import { randomInt } from 'node:crypto'
import { writeDocument } from '../whatsapp/document.ts'
import { drawPhoto } from '../whatsapp/photo.ts'
import { recordVoice } from '../whatsapp/voice.ts'
import { fileUrl } from './file-url.ts'
import type { Attachment, Messaging } from './world.ts'

/** A story is gone after a day, and its picture with it. */
export const STORY_LIFE_MS = 86_400_000

/** The id of a post, a reel or a story. */
export function newMediaId(): string {
  return `179${randomInt(1_000_000, 9_999_999)}${randomInt(1_000_000, 9_999_999)}`
}

type Photo = { shot?: number; lifeMs?: number; words?: string | null }

/** A photo at an address of the simulator. The same shot is the same file. */
export async function photoOf(
  world: Messaging,
  { shot = world.messages.size, lifeMs, words = null }: Photo = {},
): Promise<{ url: string }> {
  const media = await world.media.put(drawPhoto(shot, words), 'image/png', null)
  return { url: fileUrl(world, media.id, lifeMs) }
}

type Voice = { seconds: number; words: string | null }

export async function voiceOf(world: Messaging, { seconds, words }: Voice): Promise<Attachment> {
  const media = await world.media.put(recordVoice(seconds, words), 'audio/ogg', null)
  return { type: 'audio', payload: { url: fileUrl(world, media.id) } }
}

export async function documentOf(world: Messaging, filename: string): Promise<Attachment> {
  const bytes = writeDocument(filename.replace(/[^ -~]/g, '?'))
  const media = await world.media.put(bytes, 'application/pdf', filename)
  return { type: 'file', payload: { url: fileUrl(world, media.id) } }
}
