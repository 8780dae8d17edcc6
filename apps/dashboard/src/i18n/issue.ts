import { AppError, type Issue } from '@hilo/protocol'
import { currentWords } from './language.ts'

/** What is wrong with a field, in the language of the reader. */
export function explainIssue({ message, messageEs }: Issue): string {
  return currentWords().language === 'es' ? (messageEs ?? message) : message
}

type Path = Issue['path']

/** What the server refused of a form, by the places of what was sent. */
export type Issues = {
  /** At this very place; null: nothing. */
  at: (...path: Path) => string | null
  /** There or anywhere within it, with the line that is meant. */
  within: (...path: Path) => string | null
}

/** An issue is passed over as soon as what it is about is `now` other than it was `sent`. */
export function issuesOf(error: unknown, { sent, now }: { sent: unknown; now: unknown }): Issues {
  const all = error instanceof AppError ? error.issues : []
  const standing = all.filter(({ path }) => isSame(valueAt(sent, path), valueAt(now, path)))
  return {
    at(...place) {
      // One after the other may be wrong with the same field.
      const here = standing.filter(({ path }) => path.length === place.length && isBelow(path, place))
      return here.length > 0 ? here.map(explainIssue).join(' ') : null
    },
    within(...place) {
      const issue = standing.find(({ path }) => isBelow(path, place))
      if (!issue) return null
      const line = lineOf(sent, issue.path, place.length)
      return line === null
        ? explainIssue(issue)
        : currentWords().words.issueOf(shortened(line), explainIssue(issue))
    },
  }
}

/** Those within a place, by places within that. */
export function issuesBelow({ at, within }: Issues, ...base: Path): Issues {
  return { at: (...path) => at(...base, ...path), within: (...path) => within(...base, ...path) }
}

const SHOWN_MAX = 40

/** What names a part within a place: its text, or the first one of what it is in; null: nothing does. */
function lineOf(sent: unknown, path: Path, depth: number): string | null {
  for (let length = path.length; length > depth; length--) {
    const value = valueAt(sent, path.slice(0, length))
    const texts = typeof value === 'object' && value !== null ? Object.values(value) : [value]
    const text = texts.find((one) => typeof one === 'string' && one !== '')
    if (typeof text === 'string') return text
  }
  return null
}

function shortened(line: string): string {
  return line.length > SHOWN_MAX ? `${line.slice(0, SHOWN_MAX)}…` : line
}

function isBelow(path: Path, place: Path): boolean {
  return place.every((key, at) => path[at] === key)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string | number, unknown>)[key]
        : undefined,
    value,
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
