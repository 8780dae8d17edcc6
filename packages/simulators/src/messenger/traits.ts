import { randomBytes } from 'node:crypto'
import type { Traits } from '../messaging/traits.ts'

// https://developers.facebook.com/docs/messenger-platform/reference/send-api
export const messengerTraits: Traits = {
  channel: 'messenger',
  name: 'Messenger',
  object: 'page',
  fields: {
    message: 'messages',
    echo: 'message_echoes',
    edit: 'message_edits',
    postback: 'messaging_postbacks',
    delivery: 'message_deliveries',
    read: 'message_reads',
    reaction: 'message_reactions',
    referral: 'messaging_referrals',
    handover: 'messaging_handovers',
    standby: 'standby',
    comment: 'feed',
  },
  text: { max: 2_000, unit: 'characters' },
  attachmentTypes: ['image', 'audio', 'video', 'file', 'template'],
  templateTypes: ['generic', 'button', 'media'],
  refusals: { window: '10_2018278', nobody: '100_2018001', unavailable: '551_1545041', profile: '230' },
  hasDeliveries: true,
  readBy: 'watermark',
  newMid: () => `m_${randomBytes(66).toString('base64url')}`,
  echoesNameApp: true,
}
