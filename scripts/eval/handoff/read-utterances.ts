import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a contact writes, and whether it asks for a person. */
export type Utterance = { text: string; asks: boolean; language: Language; split: Split }
export type Language = (typeof LANGUAGES)[number]
type Split = 'train' | 'dev' | 'held' | 'unseen'

export const LANGUAGES = ['en', 'es', 'pt'] as const

/**
 * The utterances that were written by hand. The held ones, and those by somebody who had not seen the
 * others, stand in files of their own and are never trained on. Of the rest the words alone say which split
 * one is in, so that adding one moves no other.
 */
export function readUtterances(): Utterance[] {
  return LANGUAGES.flatMap((language) => [
    ...readSigned(`utterances.${language}.txt`).map(({ text, isPositive }) => ({
      ...{ text, asks: isPositive, language },
      split: splitOf(text),
    })),
    ...(['held', 'unseen'] as const).flatMap((split) =>
      readSigned(`${split}.${language}.txt`).map(({ text, isPositive }) => ({
        ...{ text, asks: isPositive, language, split },
      })),
    ),
  ])
}

/** The lines of a file that begin with a plus or a minus. */
export function readSigned(file: string): { text: string; isPositive: boolean }[] {
  return readLines(file)
    .filter((line) => /^[+-] /.test(line))
    .map((line) => ({ text: line.slice(2), isPositive: line.startsWith('+') }))
}

export function readLines(file: string): string[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8').split('\n')
}

function splitOf(text: string): Split {
  const place = (createHash('sha256').update(text).digest()[0] ?? 0) % 10
  return place < 7 ? 'train' : 'dev'
}
