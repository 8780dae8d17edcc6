import { type Audience, type BroadcastValue, type Template, templateFields } from '@hilo/protocol'
import type { BroadcastPlan } from '../../api/broadcasts.ts'
import { momentIn } from '../../i18n/zone.ts'
import { attributeLines } from './attribute-lines.ts'

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

/** Its days begin where the organisation is, whose clock is that of the whole form. */
export function audienceOf(draft: AudienceDraft, timeZone: string): Audience {
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
    attributes: attributeLines(draft.attributes).flatMap(({ fault, name, value }) =>
      fault ? [] : [{ name, value }],
    ),
    ...(draft.language.trim() !== '' && { language: draft.language.trim() }),
    ...(draft.wroteSince !== '' && { wroteSince: dayOf(draft.wroteSince, timeZone) }),
    ...(draft.wroteBefore !== '' && { wroteBefore: dayOf(draft.wroteBefore, timeZone) }),
  }
}

function dayOf(day: string, timeZone: string): string {
  return momentIn(timeZone, `${day}T00:00`).toISOString()
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
export function planOf(
  { inboxId, id, definition }: Template,
  { values, audience }: Typed,
  timeZone: string,
): BroadcastPlan {
  const filled = templateFields(definition).flatMap(({ key, isRequired }) => {
    const value = toValue(values[key] ?? NO_VALUE)
    return !isRequired && value.from === 'fixed' && value.text === '' ? [] : [[key, value] as const]
  })
  return {
    ...{ inboxId, templateId: id, audience: audienceOf(audience, timeZone) },
    values: Object.fromEntries(filled),
  }
}
