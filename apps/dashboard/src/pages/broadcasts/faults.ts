import { isLanguage, PER_MINUTE_MAX, type Template, templateFields } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'
import { clockIn } from '../../i18n/zone.ts'
import { attributeLines } from './attribute-lines.ts'
import { type AudienceDraft, NO_VALUE, type Typed } from './draft.ts'

/** Who took minutes over the form meant now, as the server has it too. */
const PAST_MS = 5 * 60_000

type Asked = { typed: Typed; template: Template; timeZone: string; now: number; words: Words }
type Faults = Readonly<Record<string, string>>

/**
 * All that is wrong with what is typed, by the names of the fields: `name`, `numbers`, and values such as
 * `guest.text`. The server says the same; here it is told together with what is missing, before it is asked.
 */
export function faultsOf({ typed, template, timeZone, now, words }: Asked): Faults {
  const { broadcasts, knowledge } = words
  const { name, perMinute, startsAt, audience } = typed
  const pace = Number(perMinute)
  const isPace = Number.isInteger(pace) && pace >= 1 && pace <= PER_MINUTE_MAX
  const isPast = startsAt !== '' && startsAt < clockIn(timeZone, now - PAST_MS)
  return {
    ...(name.trim() === '' && { name: knowledge.fillIn }),
    ...valueFaults(template, typed, knowledge.fillIn),
    ...(audience.who === 'list'
      ? listFaults(audience, knowledge.fillIn)
      : segmentFaults(audience, broadcasts)),
    ...(!isPace && { perMinute: broadcasts.wrongPace(PER_MINUTE_MAX) }),
    ...(isPast && { startsAt: broadcasts.timePassed }),
  }
}

function valueFaults({ definition }: Template, { values }: Typed, fillIn: string): Faults {
  const lacking = templateFields(definition).flatMap(({ key, isRequired }) => {
    const { from, text, name } = values[key] ?? NO_VALUE
    if (from === 'fixed') return isRequired && text.trim() === '' ? [`${key}.text`] : []
    return from === 'attribute' && name.trim() === '' ? [`${key}.name`] : []
  })
  return Object.fromEntries(lacking.map((field) => [field, fillIn]))
}

function listFaults({ numbers, evidence }: AudienceDraft, fillIn: string): Faults {
  return {
    ...(numbers.trim() === '' && { numbers: fillIn }),
    ...(evidence.trim() === '' && { evidence: fillIn }),
  }
}

function segmentFaults(
  { attributes, language, wroteSince, wroteBefore }: AudienceDraft,
  words: Words['broadcasts'],
): Faults {
  const lines = attributeLines(attributes).flatMap(({ fault, number, text }) =>
    fault === null ? [] : [words.attributeFaults[fault](number, text)],
  )
  const speaks = language.trim()
  return {
    ...(lines.length > 0 && { attributes: lines.join(' ') }),
    ...(speaks !== '' && !isLanguage(speaks) && { language: words.noLanguage(speaks) }),
    ...(wroteSince !== '' &&
      wroteBefore !== '' &&
      wroteBefore <= wroteSince && { wroteBefore: words.datesSwapped }),
  }
}
