import type {
  AnswerAction,
  AnswerCitation,
  Expectation,
  ExpectedCall,
  HandoffReason,
  PlayedCall,
  Shortfall,
} from '@hilo/protocol'
import { fold } from '../text/fold.ts'
import { contains } from './contains.ts'

/** What is judged of an answer. */
export type JudgedAnswer = {
  readonly action: AnswerAction
  readonly text: string
  readonly reason: HandoffReason | null
  readonly citations: readonly Pick<AnswerCitation, 'articleId' | 'title'>[]
  readonly calls?: readonly PlayedCall[] | undefined
}

const TEXT_SHOWN = 200

/** What of an expectation an answer lacks, in the order in which it is written; nothing when it passes. */
export function judgeAnswer(expectation: Expectation, answer: JudgedAnswer): Shortfall[] {
  const { actions, reasons, says, saysNot } = expectation
  const { action, reason, text } = answer
  const shown = text.slice(0, TEXT_SHOWN)
  return [
    ...oneOf('action', actions, action),
    ...oneOf('reason', reasons, reason ?? ''),
    ...says.flatMap((point) => lacking(point, text, { wanted: true, shown })),
    ...saysNot.flatMap((point) => lacking(point, text, { wanted: false, shown })),
    ...notCited(expectation, answer),
    ...notCalled(expectation, answer),
    ...called(expectation, answer),
  ]
}

function oneOf(code: 'action' | 'reason', wanted: readonly string[], came: string): Shortfall[] {
  if (wanted.length === 0 || wanted.includes(came)) return []
  return [{ code, wanted: wanted.join(', '), came }]
}

type Wanting = { wanted: boolean; shown: string }

function lacking(point: string, text: string, { wanted, shown }: Wanting): Shortfall[] {
  const isThere = contains(text, point)
  if (isThere === null) return [{ code: 'unreadable', wanted: point, came: shown }]
  if (isThere === wanted) return []
  return [{ code: wanted ? 'missing' : 'forbidden', wanted: point, came: shown }]
}

function notCited({ cites }: Expectation, { citations }: JudgedAnswer): Shortfall[] {
  const cited = citations.flatMap(({ articleId, title }) => [articleId, fold(title)])
  const came = [...new Set(citations.map(({ title }) => title))].join(', ')
  return cites
    .filter((article) => !cited.includes(article) && !cited.includes(fold(article)))
    .map((wanted) => ({ code: 'not_cited', wanted, came }))
}

function notCalled({ calls: wanted = [] }: Expectation, { calls = [] }: JudgedAnswer): Shortfall[] {
  const came = calls.map(callText).join(', ').slice(0, TEXT_SHOWN)
  return wanted
    .filter((one) => !calls.some((call) => isCall(one, call)))
    .map((one) => ({ code: 'not_called' as const, wanted: callText(one), came }))
}

function called({ callsNot = [] }: Expectation, { calls = [] }: JudgedAnswer): Shortfall[] {
  return callsNot.flatMap((wanted) => {
    const call = calls.find(({ tool }) => tool === wanted)
    return call ? [{ code: 'called' as const, wanted, came: callText(call).slice(0, TEXT_SHOWN) }] : []
  })
}

function isCall({ tool, input }: ExpectedCall, call: PlayedCall): boolean {
  const fits = ([field, point]: [string, string]) =>
    valuesAt(call.input, field).some((value) => contains(value, point) === true)
  return call.tool === tool && Object.entries(input).every(fits)
}

/**
 * What was filled in at a path such as `items[0].sku`. Without its numbers it is that of any of them:
 * `items.sku`; and one of a group or a list alone, `items`, is all that is in it.
 */
function valuesAt(input: PlayedCall['input'], field: string): string[] {
  const exact = input[field]
  if (exact !== undefined) return [exact]
  const entries = Object.entries(input)
  const same = entries.filter(([path]) => withoutNumbers(path) === field)
  if (same.length > 0) return same.map(([, value]) => value)
  const isBelow = (path: string) => path.startsWith(`${field}.`) || path.startsWith(`${field}[`)
  const below = entries.filter(([path]) => isBelow(path) || isBelow(withoutNumbers(path)))
  return below.length === 0 ? [''] : [below.map(([, value]) => value).join(' ')]
}

function withoutNumbers(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '')
}

function callText({ tool, input }: Pick<PlayedCall, 'tool' | 'input'>): string {
  const fields = Object.entries(input).map(([field, value]) => `${field} = ${value}`)
  return fields.length === 0 ? tool : `${tool}: ${fields.join('; ')}`
}
