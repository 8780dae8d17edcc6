import type { WindowOpening } from '@hilo/protocol'
import type { ChannelEvent } from '../channel.ts'
import { originOf } from './origin.ts'

type Said = Pick<Extract<ChannelEvent, { type: 'message' }>, 'content' | 'context' | 'windowHours'>

/** What of a message allows free-form replies; null when nothing does. */
export function windowOpeningOf({ content, context, windowHours }: Said): WindowOpening | null {
  if (windowHours === 0) return null
  if (content.type === 'reaction') return 'reaction'
  const referral = originOf(context)?.referral?.kind
  if (referral === 'ad') return 'ad'
  if (context.story !== null || (content.type === 'share' && content.kind === 'story_mention')) {
    return 'story'
  }
  if (content.type === 'system') return content.event === 'optin' ? 'plugin' : 'link'
  return content.type === 'reply' ? 'button' : 'message'
}
