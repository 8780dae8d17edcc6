import type { Channel } from '../channel.ts'
import { directChannel } from '../meta/direct/channel.ts'
import { errorsOf } from '../meta/direct/errors.ts'
import type { DirectSettings } from '../meta/direct/platform.ts'
import { inCharacters } from '../text/split.ts'

/** Where one page sends. */
export type MessengerSettings = DirectSettings

const MB = 1024 * 1024

/** Facebook Messenger. https://developers.facebook.com/documentation/business-messaging/messenger-platform */
export const messenger: Channel<MessengerSettings> = directChannel({
  type: 'messenger',
  addressKind: 'psid',
  text: { max: 2000, size: inCharacters },
  commentMax: 8_000,
  sharesPhone: true,
  reactionOpensWindow: true,
  uploadFields: {},
  fileBytesMax: { image: 8 * MB, sticker: 8 * MB, audio: 25 * MB, video: 25 * MB, document: 25 * MB },
  errors: errorsOf('Messenger'),
})
