import type { ChannelEvent } from '../channel.ts'

const KIND_MAX_LENGTH = 128

/**
 * An event that is kept by name. The name may come from the platform, so it is cut and has no control
 * characters.
 */
export function other(account: string | null, kind: string): ChannelEvent {
  return { type: 'other', account, kind: kindOf(kind) }
}

/** A name of something as it may be stored and shown. */
export function kindOf(name: string): string {
  return name.replace(/\p{Cc}/gu, ' ').slice(0, KIND_MAX_LENGTH)
}
