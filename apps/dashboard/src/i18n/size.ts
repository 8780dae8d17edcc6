import type { Language } from './language.ts'

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const

/** How large a file is, for people: `12 kB`, `3.4 MB`. Never 0, and in thousands, as file managers count. */
export function sizeOf(bytes: number, language: Language): string {
  let value = Math.max(bytes / 1_000, 1)
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000
    unit++
  }
  const digits = value < 10 && unit > 0 ? 1 : 0
  const options = { style: 'unit', unit: UNITS[unit], maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(language, options as Intl.NumberFormatOptions).format(value)
}
