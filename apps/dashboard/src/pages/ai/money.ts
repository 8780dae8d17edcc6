import type { Language } from '../../i18n/language.ts'

const MICRO = 1_000_000

/** Millionths of a dollar as money; what is less than a cent with the figures that it has. */
export function dollars(microUsd: number, language: Language): string {
  const value = microUsd / MICRO
  const small = value > 0 && value < 0.01
  const digits = small ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', ...digits }).format(value)
}

/** What somebody typed as dollars, in millionths; null: nothing; undefined: no amount. */
export function microUsdOf(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.')
  if (text === '') return null
  return /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Math.round(Number(text) * MICRO) : undefined
}

/** The same for whole numbers. */
export function countOf(typed: string): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
