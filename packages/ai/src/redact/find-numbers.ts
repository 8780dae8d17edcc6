import { isCard, isCbu, isCnpj, isCpf, isCuit, isIban, isUruguayanId } from './check-digits.ts'
import type { Finding } from './finding.ts'

/** Numbers of cards, accounts and people, however they are grouped, told by their check digits. */

// Between the groups of a number: spaces of any kind, signs, and characters that nobody sees.
const GAP = String.raw`[\s.\-–—_·/\u200b-\u200d\u2060\ufeff]{0,3}`
const DIGITS = new RegExp(String.raw`\d(?:${GAP}\d)+`, 'g')
const LETTERED = /(?<![\p{L}\d])[A-Za-z0-9](?:[ .\-/]?[A-Za-z0-9])+/gu

type Rule = { kind: Finding['kind']; lengths: readonly number[]; isValid: (digits: string) => boolean }

const RULES: readonly Rule[] = [
  { kind: 'account', lengths: [22], isValid: isCbu },
  { kind: 'card', lengths: [19, 18, 17, 16, 15, 14, 13], isValid: isCard },
  { kind: 'tax_id', lengths: [14], isValid: isCnpj },
  { kind: 'tax_id', lengths: [11], isValid: (digits) => isCuit(digits) || isCpf(digits) },
]
const LETTERED_RULES: readonly Rule[] = [
  { kind: 'account', lengths: Array.from({ length: 20 }, (_, at) => 34 - at), isValid: isIban },
  { kind: 'tax_id', lengths: [14], isValid: isCnpj },
]

// So few digits pass by chance that it takes their usual form, or the word for them.
const GROUPED_ID = /(?<![\d.,])\d{1,2}\.\d{3}\.\d{3}-\d(?!\d)/g
const NAMED_ID =
  /\b(?:dni|d\.n\.i\.?|ci|c\.i\.?|c[eé]dula|documento|doc|rg|pasaporte|passport|passaporte)\b[^\d\n]{0,24}?(\d{1,2}[.\s]?\d{3}[.\s]?\d{3}(?:[-\s]?[\dXx])?)(?!\d)/giu

export function findNumbers(text: string): Finding[] {
  return [
    ...[...text.matchAll(LETTERED)].flatMap((match) => findIn(match, LETTERED_RULES)),
    ...[...text.matchAll(DIGITS)].flatMap((match) => findIn(match, RULES)),
    ...[...text.matchAll(GROUPED_ID)]
      .filter(([id]) => isUruguayanId(id.replace(/\D/g, '')))
      .map(({ 0: id, index }): Finding => ({ kind: 'id', start: index, end: index + id.length })),
    ...[...text.matchAll(NAMED_ID)].map(({ 0: all, 1: id = '', index }): Finding => {
      const end = index + all.length
      return { kind: 'id', start: end - id.length, end }
    }),
  ]
}

type Sign = { value: string; at: number; isFirst: boolean; isLast: boolean }

/** A run may hold more than the number: a card's date after it, or a code before. */
function findIn(match: RegExpExecArray, rules: readonly Rule[]): Finding[] {
  const signs = signsOf(match)
  const found: Finding[] = []
  for (let from = 0; from < signs.length; from++) {
    if (!signs[from]?.isFirst) continue
    const finding = findFrom(signs, from, rules)
    if (!finding) continue
    found.push(finding)
    while (from + 1 < signs.length && (signs[from + 1]?.at ?? 0) < finding.end) from++
  }
  return found
}

function findFrom(signs: readonly Sign[], from: number, rules: readonly Rule[]): Finding | undefined {
  for (const { kind, lengths, isValid } of rules) {
    for (const length of lengths) {
      const last = signs[from + length - 1]
      if (!last?.isLast) continue
      const value = signs
        .slice(from, from + length)
        .map((sign) => sign.value)
        .join('')
      if (isValid(value)) return { kind, start: signs[from]?.at ?? 0, end: last.at + 1 }
    }
  }
  return undefined
}

/** The digits and letters of a run, and which of them begin or end a group. */
function signsOf({ 0: run, index }: RegExpExecArray): Sign[] {
  const isSign = (at: number) => /[A-Za-z0-9]/.test(run[at] ?? '')
  return Array.from(run, (_, at) => at)
    .filter(isSign)
    .map((at) => ({
      ...{ value: (run[at] ?? '').toUpperCase(), at: index + at },
      ...{ isFirst: !isSign(at - 1), isLast: !isSign(at + 1) },
    }))
}
