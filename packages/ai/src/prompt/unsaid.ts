import { withFigures } from '../answer/number-words.ts'

const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}_./#-]*/gu
/** A date or a time in the form of a schema is what a model made of "tomorrow at six". */
const WHEN = /^\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.+Z-]*)?$|^\d{1,2}:\d{2}(?::\d{2})?$/
const LANGUAGES = ['en', 'es', 'pt']
const PHONE_DIGITS_MIN = 6

/**
 * A value of a call of a tool that nobody said: the number of an order, an amount, an address. Null where all
 * were said. What has no figure in it, and no at sign, may be in other words.
 */
export function unsaidIn(input: unknown, said: readonly string[]): string | null {
  const text = said.join('\n')
  const forms = [text, ...LANGUAGES.map((language) => withFigures(text, language))]
  const known = new Set(
    forms
      .flatMap((form) => tokensOf(form).flatMap((token) => [token, ...token.split(/[^\p{L}\p{N}]+/u)]))
      .map(squeezed),
  )
  const digits = text.replace(/\D/g, '')
  const isSaid = (token: string) => {
    if (token.includes('@')) return text.toLowerCase().includes(token.toLowerCase())
    const plain = squeezed(token)
    const figures = token.replace(/\D/g, '')
    return (
      known.has(plain) ||
      known.has(plain.replace(/^0+/, '')) ||
      (figures.length >= PHONE_DIGITS_MIN && figures === plain && digits.includes(figures))
    )
  }
  return (
    valuesOf(input)
      .flatMap(tokensIn)
      .find((token) => !isSaid(token)) ?? null
  )
}

/** What of a value has to have been said. */
function tokensIn(value: string): string[] {
  if (WHEN.test(value)) return []
  const emails = value.match(/\S+@\S+\.\S+/g) ?? []
  const rest = emails.reduce((left, email) => left.replace(email, ' '), value)
  return [...emails, ...tokensOf(rest).filter((token) => /\p{N}/u.test(token))]
}

function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? []
}

function squeezed(token: string): string {
  return token
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function valuesOf(input: unknown): string[] {
  if (typeof input === 'string') return [input]
  if (typeof input === 'number') return [String(input)]
  return typeof input === 'object' && input !== null ? Object.values(input).flatMap(valuesOf) : []
}
