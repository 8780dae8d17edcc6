import { baseLanguage, type DayHours, type Id, type InstructionWords, type PeopleTopic } from '@hilo/protocol'

export const UNSAID: InstructionWords = {
  ...{ tone: '', dos: [], donts: [], purpose: '', topics: [], languages: [], peopleTopics: [], hours: null },
}

/** What differs in one field, line by line. */
export type FieldDifference = { field: keyof InstructionWords; removed: string[]; added: string[] }

/** What a member is called. */
type NameOf = (memberId: Id) => string

/** What differs between two versions, in the order of the page. */
export function diffWords(
  [before, after]: readonly [InstructionWords, InstructionWords],
  nameOf: NameOf,
): FieldDifference[] {
  return (Object.keys(UNSAID) as (keyof InstructionWords)[]).flatMap((field) => {
    const [old, now] = [linesOf(before, field, nameOf), linesOf(after, field, nameOf)]
    const removed = old.filter((line) => !now.includes(line))
    const added = now.filter((line) => !old.includes(line))
    return removed.length + added.length > 0 ? [{ field, removed, added }] : []
  })
}

function linesOf(words: InstructionWords, field: keyof InstructionWords, nameOf: NameOf): string[] {
  if (field === 'peopleTopics') return words.peopleTopics.map((topic) => topicLine(topic, nameOf))
  if (field === 'hours') {
    return (words.hours ?? []).map(({ weekday, from, to }) => `${weekday}: ${clockOf(from)}–${clockOf(to)}`)
  }
  const value = words[field]
  return (typeof value === 'string' ? value.split('\n') : value).filter(Boolean)
}

/** Without what is empty, and the spaces around: as it is sent. */
export function cleaned(words: InstructionWords): InstructionWords {
  const lines = (all: readonly string[]) => all.map((line) => line.trim()).filter(Boolean)
  return {
    ...{
      tone: words.tone.trim(),
      purpose: words.purpose.trim(),
      dos: lines(words.dos),
      donts: lines(words.donts),
    },
    ...{ topics: lines(words.topics), languages: lines(words.languages) },
    peopleTopics: words.peopleTopics
      .map((topic) => cleanedTopic({ ...topic, phrases: lines(topic.phrases) }))
      .filter(({ name, phrases, onlyWithTag }) => name !== '' || phrases.length > 0 || onlyWithTag),
    hours: words.hours && [...words.hours].sort((a, b) => a.weekday - b.weekday || a.from - b.from),
  }
}

/** In the order in which it comes back. */
function cleanedTopic({ name, phrases, onlyWithTag, assigneeId, tag }: PeopleTopic): PeopleTopic {
  const [only, put] = [onlyWithTag?.trim(), tag?.trim()]
  return {
    ...{ name: name.trim(), phrases },
    ...(only && { onlyWithTag: only }),
    ...(assigneeId && { assigneeId }),
    ...(put && { tag: put }),
  }
}

/** Such as `Law (#vip): lawyer, court → Ada, #legal`. */
function topicLine({ name, phrases, onlyWithTag, assigneeId, tag }: PeopleTopic, nameOf: NameOf): string {
  const to = [...(assigneeId ? [nameOf(assigneeId)] : []), ...(tag ? [`#${tag}`] : [])]
  const said = `${name}${onlyWithTag ? ` (#${onlyWithTag})` : ''}: ${phrases.join(', ')}`
  return to.length > 0 ? `${said} → ${to.join(', ')}` : said
}

/** In which Hilo has words of its own, as `answers/fixed-words.ts` of the server has them. */
const SPOKEN = ['en', 'es', 'pt']

/** The languages in which Hilo itself says nothing. */
export function unspokenIn(languages: readonly string[]): string[] {
  const written = languages.map((tag) => tag.trim()).filter(Boolean)
  return written.filter((tag) => !SPOKEN.includes(baseLanguage(tag)))
}

const MIDNIGHT = 1_440

/** Minutes of a day as a clock shows them. */
export function clockOf(minutes: number): string {
  const two = (count: number) => String(count).padStart(2, '0')
  return minutes === MIDNIGHT ? '23:59' : `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** What may come next on a day: from an hour after the last, for four hours, as far as the day goes. */
export function afterThose(hours: readonly DayHours[]): DayHours {
  const last = Math.max(...hours.map(({ from, to }) => (to > from ? to : MIDNIGHT)))
  const from = Math.min(last + 60, MIDNIGHT - 60)
  return { from, to: Math.min(from + 240, MIDNIGHT - 1) }
}

/** Null: it is no time. */
export function minutesOf(clock: string): number | null {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? null
    : hours * 60 + minutes
}
