import {
  isCard,
  isCbu,
  isCnpj,
  isCpf,
  isCuit,
  isIban,
  isNif,
  isRut,
  isSsn,
  isUruguayanId,
} from './check-digits.ts'
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
// Told by their form and their check sign together.
const SHAPED: readonly [pattern: RegExp, isValid: (value: string) => boolean][] = [
  [/(?<![\p{L}\d])(?:\d{8}|[XYZ]-?\d{7})[- ]?[A-Z](?![\p{L}\d])/giu, isNif],
  [/(?<![\d.-])\d{3}-\d{2}-\d{4}(?![\d-])/g, isSsn],
  [/(?<![\d.,])\d{1,2}\.\d{3}\.\d{3}-[\dkK](?![\p{L}\d])/gu, isRut],
  // https://www.gob.mx/curp/
  [/(?<![\p{L}\d])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?![\p{L}\d])/giu, () => true],
]
const NAMED_ID =
  /\b(?:dni|d\.n\.i\.?|nif|nie|ssn|social security(?: number)?|rut|ci|c\.i\.?|c[eé]dula|documento|doc|rg|pasaporte|passport|passaporte)\b[^\d\n]{0,24}?(\d{1,2}[.\s]?\d{3}[.\s]?\d{3}(?:[-\s]?[\dXx])?)(?!\d)/giu

export function findNumbers(text: string): Finding[] {
  return [
    ...[...text.matchAll(LETTERED)].flatMap((match) => findIn(match, LETTERED_RULES)),
    ...[...text.matchAll(DIGITS)].flatMap((match) => findIn(match, RULES)),
    ...[...text.matchAll(GROUPED_ID)]
      .filter(([id]) => isUruguayanId(id.replace(/\D/g, '')))
      .map(({ 0: id, index }): Finding => ({ kind: 'id', start: index, end: index + id.length })),
    ...SHAPED.flatMap(([pattern, isValid]) =>
      [...text.matchAll(pattern)]
        .filter(([id]) => isValid(id.replace(/[\s.-]/g, '').toUpperCase()))
        .map(({ 0: id, index }): Finding => ({ kind: 'id', start: index, end: index + id.length })),
    ),
    ...[...text.matchAll(NAMED_ID)].map(({ 0: all, 1: id = '', index }): Finding => {
      const end = index + all.length
      return { kind: 'id', start: end - id.length, end }
    }),
  ]
}

/** The digits and letters of a run, where each stands in the text, and which of them begin or end a group. */
type Run = { value: string; at: number[]; isFirst: boolean[]; isLast: boolean[] }

/** A run may hold more than the number: a card's date after it, or a code before. */
function findIn(match: RegExpExecArray, rules: readonly Rule[]): Finding[] {
  const run = runOf(match)
  const found: Finding[] = []
  for (let from = 0; from < run.value.length; from++) {
    const finding = run.isFirst[from] ? findFrom(run, from, rules) : undefined
    if (!finding) continue
    found.push(finding)
    while ((run.at[from + 1] ?? finding.end) < finding.end) from++
  }
  return found
}

function findFrom({ value, at, isLast }: Run, from: number, rules: readonly Rule[]): Finding | undefined {
  for (const { kind, lengths, isValid } of rules) {
    const length = lengths.find((one) => isLast[from + one - 1] && isValid(value.slice(from, from + one)))
    if (length) return { kind, start: at[from] ?? 0, end: (at[from + length - 1] ?? 0) + 1 }
  }
  return undefined
}

function runOf({ 0: text, index }: RegExpExecArray): Run {
  const run: Run = { value: text.replace(/[^A-Za-z0-9]/g, '').toUpperCase(), at: [], isFirst: [], isLast: [] }
  for (const { 0: group, index: place } of text.matchAll(/[A-Za-z0-9]+/g)) {
    for (let step = 0; step < group.length; step++) {
      run.at.push(index + place + step)
      run.isFirst.push(step === 0)
      run.isLast.push(step === group.length - 1)
    }
  }
  return run
}
