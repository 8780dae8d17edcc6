import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text that was written to a model, by where it comes from; `none` is one that only looks alike. */
export type InjectionCase = { text: string; place: Place; language: string }
type Place = (typeof PLACES)[number] | 'none'

export const PLACES = [
  ...(['direct', 'article', 'file_name', 'tool_result'] as const),
  ...(['page_title', 'earlier_message', 'transcript'] as const),
] as const
const LANGUAGES = ['en', 'es', 'pt'] as const

/** The cases that the flags were made with. */
export function readCases(): InjectionCase[] {
  return readAll('cases')
}

/** Cases by somebody who had not seen the flags; half of them have been looked at since. */
export function readUnseenCases(): InjectionCase[] {
  return readAll('unseen')
}

function readAll(name: string): InjectionCase[] {
  return LANGUAGES.flatMap((language) =>
    readFileSync(join(import.meta.dirname, `${name}.${language}.txt`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const end = line.indexOf(' ')
        const place = PLACES.find((one) => one === line.slice(0, end)) ?? 'none'
        return { text: line.slice(end + 1), place, language }
      }),
  )
}
