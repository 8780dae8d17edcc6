import type { Fields } from '../whatsapp/fields.ts'
import { fileUrl } from './file-url.ts'
import { pushEvent } from './push-event.ts'
import type { Attachment, DirectMessage, Messaging, Thread } from './world.ts'

/** The app of the Page's own inbox. */
export const PAGE_INBOX_APP_ID = '263902037430900'

/** Tells the server what was said for the business: by itself, or by somebody in the Page's inbox. */
export function echo(world: Messaging, thread: Thread, message: DirectMessage): void {
  const account = world.accounts.get(thread.accountId)
  const appId = message.author === 'page' ? PAGE_INBOX_APP_ID : account?.appId
  const named = world.settings.echoesNameApp
    ? { app_id: Number(appId), metadata: message.metadata ?? undefined }
    : {}
  const { text, attachments, replyTo } = message.body
  const said: Fields = {
    mid: message.id,
    is_echo: true,
    ...named,
    text,
    attachments: attachments?.map((attachment) => echoed(world, attachment)),
    reply_to: replyTo === undefined ? undefined : { mid: replyTo },
  }
  pushEvent(world, thread, { field: 'echo', event: { message: said }, at: message.at, from: 'business' })
}

function echoed(world: Messaging, { type, payload }: Attachment): Fields {
  if (type === 'template') return { title: null, url: null, type, payload }
  if (type === 'like_heart') return { type }
  if (type === 'sticker') return { type, payload }
  const { attachment_id: id, url } = payload
  return { type, payload: { url: id === undefined ? url : fileUrl(world, String(id)) } }
}
