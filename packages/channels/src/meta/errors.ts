import type { SendFailure } from '../outbound.ts'
import type { Cause, Language } from './cause.ts'

/**
 * Finds what a Graph error code means in the table of a channel. Codes decide, never Meta's text, which
 * changes without notice.
 */

export type ErrorTable = {
  /** The platform's name, put where a sentence says `{name}`. */
  name: string
  causes: Readonly<Record<string, Cause>>
  /** By code, or by `code/subcode` where the subcode says more; the subcode wins. */
  causeOf: ReadonlyMap<string, string>
}

const UNKNOWN: Record<Language, (name: string, code: number) => string> = {
  en: (name, code) => `${name} refused the message (code ${code}).`,
  es: (name, code) => `${name} rechazó el mensaje (código ${code}).`,
  pt: (name, code) => `${name} recusou a mensagem (código ${code}).`,
}

const SILENT: Record<Language, (name: string) => string> = {
  en: (name) => `${name} did not say why the message failed.`,
  es: (name) => `${name} no dijo por qué falló el mensaje.`,
  pt: (name) => `${name} não disse por que a mensagem falhou.`,
}

/** Every sentence of a table, in all languages. */
export function sentencesOf({ name, causes }: ErrorTable): Record<Language, string>[] {
  const named = (cause: Cause, language: Language) => cause[language].replaceAll('{name}', name)
  const told = Object.values(causes).map((cause) => inAll((language) => named(cause, language)))
  return [...told, inAll((language) => SILENT[language](name))]
}

/** The sentence of a code that is in no table, in all languages; null for any other sentence. */
export function unknownCodeIn(
  tables: readonly ErrorTable[],
  sentence: string,
): Record<Language, string> | null {
  const code = Number(/\(code (\d+)\)\.$/.exec(sentence)?.[1])
  const table = tables.find(({ name }) => UNKNOWN.en(name, code) === sentence)
  return table ? inAll((language) => UNKNOWN[language](table.name, code)) : null
}

function inAll(say: (language: Language) => string): Record<Language, string> {
  return { en: say('en'), es: say('es'), pt: say('pt') }
}

/** The cause behind a code; undefined for a code that is not in Meta's list. */
export function causeIn({ causes, causeOf }: ErrorTable, code: number, subcode?: number): Cause | undefined {
  const name = causeOf.get(`${code}/${subcode}`) ?? causeOf.get(`${code}`) ?? causeOfRange(code)
  return name === undefined ? undefined : causes[name]
}

/** What a code means, in a sentence for people. Also for codes that nobody has seen yet. */
export function sentenceIn(
  table: ErrorTable,
  { code, subcode }: { code: number; subcode: number | undefined },
  language: Language,
): string {
  const { name } = table
  const cause = causeIn(table, code, subcode)
  if (cause) return cause[language].replaceAll('{name}', name)
  return UNKNOWN[language](name, code)
}

/** A failure to show and to store, also when the platform gave no code. */
export function failureIn(table: ErrorTable, code: number | undefined, subcode?: number): SendFailure {
  if (code === undefined) {
    return { code: 'unknown', reason: SILENT.en(table.name) }
  }
  return { code: String(code), reason: sentenceIn(table, { code, subcode }, 'en') }
}

// Every channel's table has these two causes.
function causeOfRange(code: number): 'permission' | 'callRate' | undefined {
  if (code >= 200 && code <= 299) return 'permission'
  if (code >= 80_002 && code <= 80_007) return 'callRate'
  return undefined
}
