import type { InstructionWords } from '@hilo/protocol'

export const UNSAID: InstructionWords = {
  ...{ tone: '', dos: [], donts: [], purpose: '', topics: [], languages: [], peopleTopics: [], hours: null },
}

/** What differs in one field, line by line. */
export type FieldDifference = { field: keyof InstructionWords; removed: string[]; added: string[] }

/** What differs between two versions, in the order of the page. */
export function diffWords(before: InstructionWords, after: InstructionWords): FieldDifference[] {
  return (Object.keys(UNSAID) as (keyof InstructionWords)[]).flatMap((field) => {
    const [old, now] = [linesOf(before, field), linesOf(after, field)]
    const removed = old.filter((line) => !now.includes(line))
    const added = now.filter((line) => !old.includes(line))
    return removed.length + added.length > 0 ? [{ field, removed, added }] : []
  })
}

function linesOf(words: InstructionWords, field: keyof InstructionWords): string[] {
  if (field === 'peopleTopics')
    return words.peopleTopics.map(({ name, phrases }) => `${name}: ${phrases.join(', ')}`)
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
      .map(({ name, phrases }) => ({ name: name.trim(), phrases: lines(phrases) }))
      .filter(({ name, phrases }) => name !== '' || phrases.length > 0),
    hours: words.hours && [...words.hours].sort((a, b) => a.weekday - b.weekday || a.from - b.from),
  }
}

/** In which Hilo has words of its own, as `answers/words.ts` of the server has them. */
const SPOKEN = ['en', 'es', 'pt']

/** The languages in which Hilo itself says nothing. */
export function unspokenIn(languages: readonly string[]): string[] {
  const written = languages.map((tag) => tag.trim()).filter(Boolean)
  return written.filter((tag) => !SPOKEN.includes(tag.toLowerCase().split(/[-_]/, 1)[0] ?? ''))
}

/** Minutes of a day as a clock shows them. */
export function clockOf(minutes: number): string {
  const two = (count: number) => String(count).padStart(2, '0')
  return minutes === 1_440 ? '23:59' : `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Null: it is no time. */
export function minutesOf(clock: string): number | null {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? null
    : hours * 60 + minutes
}
