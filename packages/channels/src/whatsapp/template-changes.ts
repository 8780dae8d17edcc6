import type { ChannelEvent } from '../channel.ts'
import { idOf, type Json, textOf } from '../meta/json.ts'
import { other } from '../meta/other.ts'

/** The fields of a webhook that tell of templates. */
const FIELDS = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
])

/** Words of the webhook for a status that the list calls otherwise: it may be sent in all of these. */
const APPROVED = new Set(['flagged', 'reinstated', 'unpaused'])

export function isTemplateField(field: string): boolean {
  return FIELDS.has(field)
}

/**
 * What a webhook says of a template. The keys decide, not the field: a quality update has been seen under the
 * field of the status.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
 */
export function readTemplateChange(
  field: string,
  value: Json | undefined,
  account: string | null,
): ChannelEvent {
  const externalId = idOf(value?.message_template_id)
  if (account === null || externalId === undefined) return other(account, `${field}:unreadable`)
  const event = lower(value?.event)
  const quality = lower(value?.new_quality_score)
  const reason = lower(value?.reason)
  return {
    ...{ type: 'template_changed', account, externalId },
    status: event !== null && APPROVED.has(event) ? 'approved' : event,
    reason: reason === 'none' ? null : reason,
    category: lower(value?.new_category),
    quality: quality === 'unknown' ? null : quality,
    definition: field === 'message_template_components_update',
  }
}

/** Cut, because it is stored as it came. */
function lower(raw: unknown): string | null {
  return textOf(raw)?.toLowerCase().slice(0, 64) ?? null
}
