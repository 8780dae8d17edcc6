import type { Channel } from '../channel.ts'
import { directChannel } from '../meta/direct/channel.ts'
import { errorsOf } from '../meta/direct/errors.ts'
import type { DirectSettings } from '../meta/direct/platform.ts'
import { inBytes } from '../text/split.ts'

/** Where one Instagram account sends, by Instagram Login or by the page that it is linked to. */
export type InstagramSettings = DirectSettings

const MB = 1024 * 1024

/**
 * Instagram messages. A webhook of an account that was connected by Instagram Login may be signed with the
 * secret of the Meta app or with that of the Instagram app: `verify` has to be given both.
 * https://developers.facebook.com/documentation/business-messaging/instagram-messaging
 */
export const instagram: Channel<InstagramSettings> = directChannel({
  type: 'instagram',
  addressKind: 'igsid',
  text: { max: 1000, size: inBytes },
  commentMax: 2_200,
  sharesPhone: false,
  reactionOpensWindow: false,
  uploadFields: { platform: 'instagram' },
  fileBytesMax: { image: 8 * MB, sticker: 8 * MB, audio: 25 * MB, video: 25 * MB, document: 25 * MB },
  errors: errorsOf('Instagram'),
})
