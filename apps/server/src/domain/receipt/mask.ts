/**
 * Hides what people wrote, their names, numbers and ids, and every secret of a webhook body. What is shown
 * is on a list, by the name of its key: whatever the platform adds is hidden until somebody has looked at
 * it.
 */

/** Stands for what is hidden. */
const HIDDEN = '•••'

/** The words and numbers of the platform itself. */
const SHOWN = new Set(
  `object field type status event timestamp time messaging_product phone_number_id display_phone_number mid
  message_id category pricing_model billable code error_subcode mime_type sha256 voice animated decision
  current_limit old_limit max_daily_conversation_per_phone max_daily_conversations_per_business
  max_phone_numbers_per_business waba_ban_state waba_ban_date restriction_type expiration violation_type
  alert_type alert_severity alert_status entity_type message_template_id message_template_name
  message_template_language new_quality_score previous_quality_score new_category previous_category reason
  rejection_reason watermark is_echo app_id new_owner_app_id previous_owner_app_id is_deleted is_unsupported
  version phase chunk_order progress source_type verb item action tier pricing_category effective_month
  disconnection_info initiated_by num_edit quantity forwarded frequently_forwarded`.split(/\s+/),
)

/** What has an id of the platform; a person's, and what an author put behind a button, are no such. */
const ID_OF = new Set(
  `entry messages message_echoes statuses context conversation image video audio document sticker media
  post reply_to`.split(/\s+/),
)

/** Who somebody is: the last digits tell two people apart, and nobody who they are. */
const PERSON =
  /^(from|to|wa_id|recipient_id|user_id|from_user_id|recipient_user_id|parent_user_id|phone|psid|igsid)$/
const SECRET = /token|secret|signature|password|access_key/i
const KEY = /^[\w.-]{1,64}$/
const LENGTH_MAX = 512
const DEPTH_MAX = 40

export type Masking = {
  /** Everything but secrets is shown. */
  isRevealed: boolean
}

/** A copy with all that is hidden replaced. Never throws; what is too deep is hidden too. */
export function maskBody(value: unknown, masking: Masking): unknown {
  return masked(value, { key: '', parent: '', depth: 0, ...masking })
}

type Place = Masking & { key: string; parent: string; depth: number }

function masked(value: unknown, place: Place): unknown {
  if (value === null || typeof value === 'boolean') return value
  if (place.depth > DEPTH_MAX) return HIDDEN
  if (Array.isArray(value)) return value.map((one) => masked(one, { ...place, depth: place.depth + 1 }))
  if (typeof value === 'object') return maskedObject(value, place)
  if (SECRET.test(place.key)) return HIDDEN
  if (place.isRevealed) return value
  return shownOrHidden(value, place)
}

function maskedObject(value: object, { key: parent, depth, isRevealed }: Place): unknown {
  const entries = Object.entries(value).map(([key, one], index) => [
    isRevealed || KEY.test(key) ? key : `${HIDDEN} ${index}`,
    masked(one, { key, parent, depth: depth + 1, isRevealed }),
  ])
  return Object.fromEntries(entries)
}

function shownOrHidden(value: unknown, { key, parent }: Place): unknown {
  const text = String(value)
  if (key === 'id' ? ID_OF.has(parent) : SHOWN.has(key)) {
    return typeof value === 'string' ? text.slice(0, LENGTH_MAX) : value
  }
  if (PERSON.test(key) || (key === 'id' && (parent === 'sender' || parent === 'recipient'))) {
    return `${HIDDEN}${text.length > 4 ? text.slice(-2) : ''}`
  }
  return HIDDEN
}
