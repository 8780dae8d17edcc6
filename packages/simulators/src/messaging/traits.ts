/** Where Messenger and Instagram differ in what this simulator does. `traits.ts` of each holds its values. */
export type Traits = {
  channel: 'messenger' | 'instagram'
  name: string
  /** The `object` of its webhooks. */
  object: 'page' | 'instagram'
  fields: Record<EventField, string>
  /** A text is measured in characters, or in bytes of UTF-8. */
  text: { max: number; unit: 'characters' | 'bytes' }
  attachmentTypes: string[]
  templateTypes: string[]
  /** Refusals that each has under a code of its own. */
  refusals: { window: string; nobody: string; unavailable: string; profile: string }
  hasDeliveries: boolean
  /** `watermark`: everything until then was read. `mid`: this one was. */
  readBy: 'watermark' | 'mid'
  newMid(): string
  /** Whether echoes name the app, until a test says otherwise. */
  echoesNameApp: boolean
}

/** What an account subscribes to, each with the name its platform has for it. */
export type EventField =
  | 'message'
  | 'echo'
  | 'edit'
  | 'postback'
  | 'delivery'
  | 'read'
  | 'reaction'
  | 'referral'
  | 'handover'
  | 'standby'
  | 'comment'
