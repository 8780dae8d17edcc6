import type { Address } from '@hilo/protocol'

/**
 * The telephone numbers of a pasted list as WhatsApp writes them, each once, and how many of its lines are
 * none. A number without its country is none: nobody knows which is meant.
 */
export function readNumbers(lines: readonly string[]): { numbers: string[]; unreadable: number } {
  const read = lines.map(readNumber).filter((number) => number !== '')
  const numbers = read.filter((number) => number !== null)
  return { numbers: [...new Set(numbers)], unreadable: read.length - numbers.length }
}

/** Null for what is no number; empty for an empty line. */
function readNumber(line: string): string | null {
  const text = line.trim()
  if (text === '') return ''
  if (!/^(\+|00)?[0-9 ().\-/]+$/.test(text)) return null
  const digits = text.replace(/\D/g, '').replace(/^00/, '')
  return /^[1-9]\d{7,14}$/.test(digits) ? digits : null
}

export function addressOf(number: string): Address {
  return { kind: 'wa_id', value: number }
}
