import { api, type BackendMetrics, METRICS_DAYS_MAX, type QuestionMetrics } from '@hilo/protocol'
import { command, wrongUsage } from '../command.ts'
import { countOf } from '../replay/replay.ts'
import { BACKEND_OPTIONS, backendNameOf } from './backend.ts'
import { connect } from './keys.ts'
import { print, table } from './print.ts'

const BAR = 20
const STOPS = ['waiting', 'timed_out', 'handed_off', 'failed', 'cancelled', 'ended'] as const

export const metrics = command({
  name: 'metrics',
  summary: 'Tell what became of the runs of a micro-backend, and at which question they stopped',
  usage: '[backend]',
  about: `The runs that began in the last days, as the clock shows them at the org's place. A run counts
once for a question, by the last time it was put. Abandoned is a question without an answer for so
many hours, or whose time ran out.`,
  options: {
    version: { type: 'string', value: 'hash', about: 'Only of this version: the beginning of its hash.' },
    days: {
      type: 'string',
      value: 'n',
      default: '30',
      about: `How many, to today; 30 without it, ${METRICS_DAYS_MAX} at most.`,
    },
    'abandoned-after': {
      ...{ type: 'string', value: 'h', default: '24' },
      about: 'Hours without an answer; 24 without it.',
    },
    ...BACKEND_OPTIONS,
  },
  async run(call) {
    const { version, days, 'abandoned-after': hours } = call.values
    const query = {
      ...{ version, days: countOf(days, 'days') },
      abandonedAfterHours: countOf(hours, 'abandoned-after'),
    }
    if (query.days < 1 || query.days > METRICS_DAYS_MAX) {
      throw wrongUsage(`--days is a number from 1 to ${METRICS_DAYS_MAX}.`)
    }
    const client = await connect(call)
    const name = call.positionals[0] ?? (await backendNameOf(call))
    const found = await client.call(api.getBackendMetrics, { params: { name }, query })
    print(call, found, wordsOf(name, found))
    return 0
  },
})

function wordsOf(name: string, found: BackendMetrics): string {
  const { runs, from, to, timeZone, version, handedOff, abandoned, doneMs } = found
  const title = `${name}${version ? ` ${version}` : ''}, ${from} to ${to} (${timeZone})`
  if (runs.started === 0) return `${title}: no run began.`
  const figures = [
    ['started', runs.started],
    ['completed', runs.done],
    ['handed off', handedOff],
    ['failed', runs.failed],
    ['cancelled', runs.cancelled],
    ['still open', runs.open],
    ['abandoned', abandoned],
  ] as const
  const shares = figures.map(([what, count]) => [what, String(count), shareOf(count, runs.started)])
  const done = doneMs === null ? [] : [['time to completion', lengthOf(doneMs), 'median']]
  return [
    `${title}\n`,
    table(['runs', '', ''], [...shares, ...done]),
    part('Questions', funnelOf(found)),
    part('Steps', stepsOf(found)),
    part('Outcomes', counts(found.outcomes.map(({ outcome, runs: count }) => [outcome ?? '(none)', count]))),
    part('Handed off', counts(found.handoffs.map(({ reason, runs: count }) => [reason, count]))),
    part('Failed', counts(found.failures.map(({ code, runs: count }) => [code, count]))),
  ]
    .filter(Boolean)
    .join('\n')
}

const part = (title: string, words: string) => (words === '' ? '' : `\n${title}\n${words}`)

function funnelOf({ questions, runs }: BackendMetrics): string {
  if (questions.length === 0) return ''
  const rows = questions.map((question) => [
    ...[barOf(question.reached / Math.max(runs.started, 1)), question.name, String(question.reached)],
    ...[shareOf(question.reached, runs.started), String(question.answered)],
    question.answerMs === null ? '' : lengthOf(question.answerMs),
    ...[String(question.refused), String(question.abandoned), stopsOf(question)],
  ])
  const titles = ['', 'question', 'reached', '', 'answered', 'median', 'refused', 'abandoned', 'stopped here']
  return table(titles, rows)
}

function stepsOf({ steps }: BackendMetrics): string {
  if (steps.length === 0) return ''
  const length = (ms: number | null) => (ms === null ? '' : lengthOf(ms))
  return table(
    ['step', 'done', 'median', '95 %', 'attempts at most'],
    steps.map(({ name, count, medianMs, p95Ms, attempts }) => [
      ...[name, String(count), length(medianMs), length(p95Ms), String(attempts.most)],
    ]),
  )
}

function counts(counted: readonly (readonly [what: string, count: number])[]): string {
  return counted.length === 0
    ? ''
    : table(
        ['runs', ''],
        counted.map(([what, count]) => [String(count), what]),
      )
}

function stopsOf({ stopped }: QuestionMetrics): string {
  const told = STOPS.flatMap((stop) =>
    stopped[stop] > 0 ? [`${stopped[stop]} ${stop.replaceAll('_', ' ')}`] : [],
  )
  return told.join(', ')
}

function barOf(share: number): string {
  const filled = Math.round(Math.min(1, share) * BAR)
  return '█'.repeat(filled) + '░'.repeat(BAR - filled)
}

function shareOf(count: number, whole: number): string {
  return whole === 0 ? '' : `${Math.round((100 * count) / whole)} %`
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** In the largest unit of which there is one. */
function lengthOf(ms: number): string {
  const unit = UNITS.find(([size]) => ms >= size)
  return unit ? `${(ms / unit[0]).toFixed(1)} ${unit[1]}` : `${Math.round(ms)} ms`
}
