import { fold } from '../text/fold.ts'

/** Numbers that are written in words, in the languages whose words are known. */

const WORDS: Readonly<Record<string, string>> = {
  en: `two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13
    fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40
    fourty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=x100 thousand=x1000 grand=x1000
    million=x1000000 dozen=x12 twice=2 double=2`,
  es: `dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13
    catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiuno=21
    veintiun=21 veintiuna=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26
    veintisiete=27 veintiocho=28 veintinueve=29 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70
    ochenta=80 noventa=90 cien=100 ciento=100 doscientos=200 doscientas=200 trescientos=300 trescientas=300
    cuatrocientos=400 cuatrocientas=400 quinientos=500 quinientas=500 seiscientos=600 seiscientas=600
    setecientos=700 setecientas=700 ochocientos=800 ochocientas=800 novecientos=900 novecientas=900
    mil=x1000 millon=x1000000 millones=x1000000 docena=x12 doble=2`,
  pt: `dois=2 duas=2 tres=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12 treze=13
    quatorze=14 catorze=14 quinze=15 dezesseis=16 dezasseis=16 dezessete=17 dezassete=17 dezoito=18
    dezenove=19 dezanove=19 vinte=20 trinta=30 quarenta=40 cinquenta=50 sessenta=60 setenta=70 oitenta=80
    noventa=90 cem=100 cento=100 duzentos=200 duzentas=200 trezentos=300 trezentas=300 quatrocentos=400
    quatrocentas=400 quinhentos=500 quinhentas=500 seiscentos=600 seiscentas=600 setecentos=700
    setecentas=700 oitocentos=800 oitocentas=800 novecentos=900 novecentas=900 mil=x1000 milhao=x1000000
    milhoes=x1000000 duzia=x12 dobro=2`,
}
const TABLES = new Map(Object.entries(WORDS).map(([language, words]) => [language, tableOf(words)]))
const ONE = /^(?:one|una?|uma?)$/
const JOINING = /^(?:and|y|e)$/
const TOKEN = /\p{L}+|\d[\d.,]*/gu
// "Por ciento" is no hundred.
const PER_CENT = /\b(per\s?cent|por\s?ciento|por\s?cento)\b/giu

type Value = { times: boolean; value: number }
type Word = Value & { start: number; end: number }

/**
 * The text with figures where it has numbers in words: "treinta y cinco mil" is "35000", and so is "35 mil".
 * A single "one" stays: it is a word of every other sentence.
 */
export function withFigures(text: string, language: string): string {
  const table = TABLES.get(language)
  if (!table) return text
  const plain = text.replace(PER_CENT, '%')
  const rows = rowsOf(plain, table)
  let end = 0
  const parts = rows.map((row) => {
    const [first, last] = [row[0] as Word, row.at(-1) as Word]
    const part = plain.slice(end, first.start) + String(numberFrom(row))
    end = last.end
    return part
  })
  return parts.join('') + plain.slice(end)
}

/** Words that make one number together. */
function rowsOf(text: string, table: ReadonlyMap<string, Value>): Word[][] {
  const rows: Word[][] = []
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: word, index }) => ({
    word: fold(word),
    start: index,
    end: index + word.length,
  }))
  let row: Word[] = []
  const close = () => {
    if (row.length > 0) rows.push(row)
    row = []
  }
  tokens.forEach(({ word, start, end }, at) => {
    const next = table.get(tokens[at + 1]?.word ?? '')
    const value = table.get(word) ?? figureBefore(word, next)
    const last = row.at(-1)
    const isNear = !last || /^[\s-]+(?:\p{L}{1,3}\s+)?$/u.test(text.slice(last.end, start))
    if (value && isNear && !startsAnew(row, value)) row.push({ ...value, start, end })
    else if (value) {
      close()
      row.push({ ...value, start, end })
    } else if (!(row.length > 0 && JOINING.test(word) && next && !startsAnew(row, next))) close()
  })
  close()
  return rows
}

/** "60 mil", and "one hundred": a figure or a one counts before what multiplies it. */
function figureBefore(word: string, next: Value | undefined): Value | undefined {
  if (!next?.times) return undefined
  if (ONE.test(word)) return { times: false, value: 1 }
  return /^\d+(?:[.,]\d)?$/.test(word) ? { times: false, value: Number(word.replace(',', '.')) } : undefined
}

/** "Two three" are two numbers, "twenty three" is one. */
function startsAnew(row: readonly Value[], next: Value): boolean {
  const last = row.at(-1)
  if (!last || last.times || next.times) return false
  return (
    next.value >= last.value ||
    next.value >= 10 ** (String(Math.trunc(last.value)).match(/0*$/)?.[0].length ?? 0)
  )
}

function numberFrom(row: readonly Value[]): number {
  let total = 0
  let part = 0
  for (const { times, value } of row) {
    if (!times) part += value
    else if (value === 100) part = (part || 1) * value
    else {
      total += (part || 1) * value
      part = 0
    }
  }
  return total + part
}

function tableOf(words: string): Map<string, Value> {
  return new Map(
    words.split(/\s+/).map((entry) => {
      const [word = '', value = ''] = entry.split('=')
      return [word, { times: value.startsWith('x'), value: Number(value.replace('x', '')) }]
    }),
  )
}
