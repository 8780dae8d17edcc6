import { createHmac } from 'node:crypto'
import { bytes } from '../http/answer.ts'
import type { Answer, Incoming } from '../http/route.ts'
import type { Messaging } from './world.ts'

// No secret: addresses must outlive the process, and nothing here asks who is calling.
const KEY = 'hilo-simulators'

/** The address of a file: anybody who has it may read it, until it ends. It names no type, as Meta's do. */
export function fileUrl(world: Messaging, mediaId: string, lifeMs = world.settings.urlLifeMs): string {
  const endsAt = world.clock.now() + lifeMs
  const signature = signatureOf(mediaId, String(endsAt))
  return `${world.url()}/cdn/${world.traits.channel}?asset_id=${mediaId}&oe=${endsAt}&signature=${signature}`
}

/** The bytes behind an address, 403 once it ended. */
export async function serveFile(world: Messaging, { url }: Incoming): Promise<Answer> {
  const id = url.searchParams.get('asset_id') ?? ''
  const endsAt = url.searchParams.get('oe') ?? ''
  const isGood = url.searchParams.get('signature') === signatureOf(id, endsAt)
  if (!isGood || Number(endsAt) < world.clock.now()) return plain(403, 'URL signature expired')
  const media = world.media.get(id)
  const content = await world.media.bytes(id)
  if (!media || !content) return plain(404, 'Not found')
  return bytes(media.mimeType, content, { 'x-content-type-options': 'nosniff' })
}

function plain(status: number, text: string): Answer {
  return { ...bytes('text/plain', text), status } as Answer
}

function signatureOf(id: string, endsAt: string): string {
  return createHmac('sha256', KEY).update(`${id} ${endsAt}`).digest('base64url')
}
