import { type Audience, type BroadcastValue, type Template, templateFields } from '@hilo/protocol'
import type { BroadcastPlan } from '../../api/broadcasts.ts'

/** What the form of a broadcast holds, as it is typed. */
export type Typed = {
  name: string
  values: Readonly<Record<string, ValueDraft>>
  audience: AudienceDraft
  perMinute: string
  startsAt: string
}

export type AudienceDraft = {
  who: 'inbox' | 'channel' | 'list'
  tags: string
  attributes: string
  language: string
  wroteSince: string
  wroteBefore: string
  numbers: string
  evidence: string
}

export const NOBODY_YET: AudienceDraft = {
  ...{ who: 'inbox', tags: '', attributes: '', language: '', wroteSince: '', wroteBefore: '' },
  ...{ numbers: '', evidence: '' },
}

export function audienceOf(draft: AudienceDraft): Audience {
  if (draft.who === 'list') {
    // Of a line of CSV the first column counts.
    const numbers = draft.numbers.split('\n').map(
      (line) =>
        line
          .split(/[,;\t]/)[0]
          ?.replaceAll('"', '')
          .trim() ?? '',
    )
    return { type: 'list', numbers: numbers.filter((one) => one !== ''), evidence: draft.evidence }
  }
  const tags = draft.tags.split(',').map((tag) => tag.trim())
  return {
    ...{ type: 'segment', of: draft.who, tags: tags.filter((tag) => tag !== '') },
    attributes: draft.attributes.split('\n').flatMap((line) => attributeOf(line)),
    ...(draft.language.trim() !== '' && { language: draft.language.trim() }),
    ...(draft.wroteSince !== '' && { wroteSince: dayOf(draft.wroteSince) }),
    ...(draft.wroteBefore !== '' && { wroteBefore: dayOf(draft.wroteBefore) }),
  }
}

function attributeOf(line: string): { name: string; value: string }[] {
  const at = line.indexOf('=')
  return at < 0 ? [] : [{ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }]
}

/** A day begins where the member is. */
function dayOf(day: string): string {
  return new Date(`${day}T00:00`).toISOString()
}

export type ValueDraft = { from: BroadcastValue['from']; text: string; name: string; otherwise: string }

export const NO_VALUE: ValueDraft = { from: 'fixed', text: '', name: '', otherwise: '' }

export function toValue({ from, text, name, otherwise }: ValueDraft): BroadcastValue {
  const instead = otherwise.trim() === '' ? {} : { otherwise: otherwise.trim() }
  if (from === 'fixed') return { from, text }
  return from === 'name' ? { from, ...instead } : { from, name: name.trim(), ...instead }
}

export const NEW_BROADCAST: Typed = {
  ...{ name: '', values: {}, audience: NOBODY_YET, perMinute: '600', startsAt: '' },
}

/** What goes to whom, as it is sent. */
export function planOf({ inboxId, id, definition }: Template, { values, audience }: Typed): BroadcastPlan {
  const filled = templateFields(definition).flatMap(({ key, isRequired }) => {
    const value = toValue(values[key] ?? NO_VALUE)
    return !isRequired && value.from === 'fixed' && value.text === '' ? [] : [[key, value] as const]
  })
  return { inboxId, templateId: id, audience: audienceOf(audience), values: Object.fromEntries(filled) }
}

/** The fields without which nothing can be sent: `name`, `evidence`, and values such as `guest.text`. */
export function missingFrom({ definition }: Template, { name, values, audience }: Typed): string[] {
  const ofValues = templateFields(definition).flatMap(({ key, isRequired }) => {
    const { from, text, name: attribute } = values[key] ?? NO_VALUE
    if (from === 'fixed') return isRequired && text.trim() === '' ? [`${key}.text`] : []
    return from === 'attribute' && attribute.trim() === '' ? [`${key}.name`] : []
  })
  const isOfList = audience.who === 'list'
  return [
    ...(name.trim() === '' ? ['name'] : []),
    ...ofValues,
    ...(isOfList && audience.numbers.trim() === '' ? ['numbers'] : []),
    ...(isOfList && audience.evidence.trim() === '' ? ['evidence'] : []),
  ]
}
