import { asksForPerson } from '@hilo/ai'
import type { Figure } from '../bench/figure.ts'
import { type EvalOptions, readRowsIfThere, shareFigure } from './evaluate.ts'
import { LANGUAGES, readUtterances } from './handoff/read-utterances.ts'

type Row = { q: string; intent: string; oos?: boolean }
type Judged = { text: string; asks: boolean }

const BARS = { precision: 97, recall: 95 }
// An assistant is asked for a department, its hours or its number, which knowledge answers; whether that
// asks for a person is a matter of taste, so it has a line of its own.
const DEPARTMENT = 'contact_customer_service'

/**
 * How well a request for a person is told, on utterances written by hand and kept apart, and on those of
 * public sets, of which the classifier has seen none.
 */
export function measureHandoff(options: EvalOptions): Figure[] {
  const own = readUtterances().filter(({ split }) => split === 'held')
  const unseen = readUtterances().filter(({ split }) => split === 'unseen')
  return [
    ...LANGUAGES.flatMap((language) =>
      pair(
        `held ${language}`,
        own.filter((one) => one.language === language),
      ),
    ),
    // What it comes to where nobody knew what it was made with: what to expect, and nothing promised.
    ...LANGUAGES.flatMap((language) =>
      pair(
        `by another hand ${language}`,
        unseen.filter((one) => one.language === language),
      ).map(({ bar: _, ...figure }) => figure),
    ),
    ...ofPublicSets(options),
  ]
}

function ofPublicSets(options: EvalOptions): Figure[] {
  const read = (file: string) => readRowsIfThere<Row>(file, { ...options, split: 'dev' })
  const never = (rows: readonly Row[]) => rows.map(({ q }) => ({ text: q, asks: false }))
  const asked = read('bitext.jsonl')?.map(({ q, intent }) => {
    return { text: q, asks: intent === 'contact_human_agent', intent }
  })
  const others = read('banking77.test.jsonl')
  const outside = read('clinc150.jsonl')?.filter(({ oos }) => oos)
  const department = asked?.filter(({ intent }) => intent === DEPARTMENT)
  return [
    ...(asked && outside ? pair('bitext and CLINC out-of-scope', [...asked, ...never(outside)]) : []),
    ...(department ? [falseAlarms('bitext, contact a department', department)] : []),
    ...(others ? [falseAlarms('banking77', never(others))] : []),
    ...(outside ? [falseAlarms('CLINC out-of-scope', never(outside))] : []),
  ]
}

function pair(name: string, judged: readonly Judged[]): Figure[] {
  const taken = judged.filter(({ text }) => asksForPerson(text).asks)
  const right = taken.filter(({ asks }) => asks).length
  const all = judged.filter(({ asks }) => asks).length
  return [
    shareFigure(`${name}: precision`, { part: right, whole: taken.length }, BARS.precision),
    shareFigure(`${name}: recall`, { part: right, whole: all }, BARS.recall),
  ]
}

function falseAlarms(name: string, judged: readonly Judged[]): Figure {
  const taken = judged.filter(({ text }) => asksForPerson(text).asks)
  return shareFigure(`${name}: taken for a request`, { part: taken.length, whole: judged.length })
}
