import { randomBytes } from 'node:crypto'
import type { Traits } from '../messaging/traits.ts'

// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
export const instagramTraits: Traits = {
  channel: 'instagram',
  name: 'Instagram',
  object: 'instagram',
  fields: {
    message: 'messages',
    echo: 'messages',
    edit: 'message_edit',
    postback: 'messaging_postbacks',
    delivery: 'messaging_seen',
    read: 'messaging_seen',
    reaction: 'message_reactions',
    referral: 'messaging_referral',
    handover: 'messaging_handover',
    standby: 'standby',
    comment: 'comments',
  },
  text: { max: 1_000, unit: 'bytes' },
  attachmentTypes: ['image', 'audio', 'video', 'file', 'template', 'like_heart', 'MEDIA_SHARE'],
  templateTypes: ['generic', 'button'],
  refusals: { window: '10_2534022', nobody: '100_2534014', unavailable: '100_2534014', profile: '9010' },
  hasDeliveries: false,
  readBy: 'mid',
  newMid: () => `aWdfZAG1faXRlbTox${randomBytes(75).toString('base64url')}ZD`,
  echoesNameApp: false,
}
