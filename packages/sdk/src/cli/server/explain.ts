import { type Answer, type AnswerTrace, api } from '@hilo/protocol'
import { command, wrongUsage } from '../command.ts'
import { connect, SERVER_OPTIONS } from './keys.ts'
import { print, table } from './print.ts'

const SIGNALS = ['title', 'body', 'trigram', 'alternate', 'meaning', 'words'] as const
const MICRO = 1_000_000

export const explain = command({
  name: 'ai explain',
  summary: 'Say why a message of AI says what it says, and what it cost',
  usage: '<messageId>',
  about: `What was looked for and found, by which thresholds, under which versions of the instructions, which
tools were used, what the verification objected to, and every call of a model. The key needs the scope
ai:read; what it prints holds what the contact asked.`,
  options: SERVER_OPTIONS,
  async run(call) {
    const [messageId] = call.positionals
    if (messageId === undefined) throw wrongUsage('Name the message: hilo ai explain <messageId>.')
    const client = await connect(call)
    const answer = await client.call(api.explainAnswer, { params: { messageId } })
    print(call, answer, wordsOf(answer))
    return 0
  },
})

function wordsOf(answer: Answer): string {
  const { trace } = answer
  return [
    part('Answer', facts(answerFacts(answer))),
    part('Question', facts(questionFacts(trace))),
    part('Questions in it', lines(partsOf(trace))),
    part('Found', candidatesOf(trace)),
    part('Cited', lines(answer.citations.map(({ title, quote }) => `${title}: ${JSON.stringify(quote)}`))),
    part(
      'Tools',
      lines(
        trace.tools.map(({ name, outcome, reason }) => [name, outcome, reason].filter(Boolean).join(', ')),
      ),
    ),
    part('Verification', verificationOf(answer)),
    part('Calls of models', callsOf(answer)),
  ]
    .filter((words) => words !== '')
    .join('\n\n')
}

const part = (title: string, words: string) => (words === '' ? '' : `${title}\n${words}`)
const lines = (texts: readonly string[]) => texts.map((text) => `  ${text}`).join('\n')
const facts = (rows: readonly (readonly [name: string, value: string])[]) =>
  lines(rows.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`))

function answerFacts({ action, reason, summary, createdAt, trace, feedback }: Answer) {
  const { mode, instructions, promptHash, ms, fault } = trace
  const version = (of: number | null) => (of === null ? 'none' : `version ${of}`)
  return [
    [
      'what',
      `${action}${reason ? ` (${reason})` : ''}, ${mode === 'model' ? 'by a model' : 'in quotations'}`,
    ],
    ['when', `${createdAt}, in ${ms} ms`],
    ['instructions', `of the org ${version(instructions.org)}, of the inbox ${version(instructions.inbox)}`],
    ['prompt', promptHash ?? ''],
    ['failed', fault ? `${fault.fault}: ${fault.reason}` : ''],
    ['for members', (summary ?? []).map(({ from, text }) => `${from ?? 'system'}: ${text}`).join(' | ')],
    [
      'feedback',
      feedback.map(({ by, rating, why }) => [by, rating, why].filter(Boolean).join(' ')).join('; '),
    ],
  ] as const
}

function questionFacts(trace: AnswerTrace) {
  const { language, question, variants, flags, redacted, meaning } = trace
  const secrets = Object.entries(redacted).map(([kind, count]) => `${count} ${kind}`)
  return [
    ['language', language],
    ['looked for', question],
    [
      'variants',
      variants
        .map(({ language: of, question: said, part: nth, translatedFrom }) => {
          const by = translatedFrom === undefined ? '' : ', roughly by a machine'
          return `${nth ? `${nth}, ` : ''}${of}${by}: ${said}`
        })
        .join(' | '),
    ],
    ['minded', flags.join(', ')],
    ['hidden from providers', secrets.join(', ')],
    ['by meaning', meaning ? meaningOf(meaning) : ''],
  ] as const
}

function meaningOf({ outcome, provider, model, reason, ms }: NonNullable<AnswerTrace['meaning']>): string {
  return `${outcome}, ${provider} with ${model}, ${ms} ms${reason ? `: ${reason}` : ''}`
}

/** Of a message that asks several things: what became of each. */
function partsOf({ parts = [] }: AnswerTrace): string[] {
  return parts.map(({ question, isEnough, isAnswered }, at) => {
    const found = isEnough ? 'enough for an answer' : 'not enough for an answer'
    return `${at + 1}. ${question} (${found}${isAnswered ? ', answered' : ''})`
  })
}

function candidatesOf({ candidates, isEnough }: AnswerTrace): string {
  if (candidates.length === 0) return ''
  const rows = candidates.map(
    ({ title, evidence, threshold, score, signals, foundBy, version, part: of }) => [
      ...[title, `v${version}`, of ? `${of}, ${foundBy}` : foundBy],
      ...[evidence.toFixed(2), threshold.toFixed(2), score.toFixed(4)],
      ...SIGNALS.map((signal) => (signals[signal] ? signals[signal].toFixed(2) : '')),
    ],
  )
  const titles = ['article', '', 'by', 'evidence', 'needed', 'score', ...SIGNALS]
  return `${table(titles, rows)}\n  ${isEnough ? 'enough for an answer' : 'not enough for an answer'}`
}

function verificationOf({ trace: { tries } }: Answer): string {
  const objections = tries.flatMap(({ failures }, at) =>
    failures.map(({ code, what }) => `draft ${at + 1}: ${code} ${JSON.stringify(what)}`),
  )
  return lines(objections.length > 0 ? objections : ['no objection'])
}

function callsOf({ calls }: Answer): string {
  if (calls.length === 0) return ''
  const rows = calls
    .toReversed()
    .map((call) => [
      ...[call.purpose, `${call.provider} ${call.model}`, call.fault ?? call.status],
      ...[`${call.inputTokens} + ${call.outputTokens}`, call.usageSource],
      ...[dollarsOf(call.microUsd), call.latencyMs === null ? '' : `${call.latencyMs} ms`],
    ])
  const known = calls.reduce((sum, { microUsd }) => sum + (microUsd ?? 0), 0)
  const unknown = calls.filter(({ microUsd }) => microUsd === null).length
  const total = `${dollarsOf(known)}${unknown > 0 ? `, and ${unknown} of unknown cost` : ''}`
  return `${table(['for', 'model', 'end', 'tokens', '', 'cost', 'time'], rows)}\n  in all ${total}`
}

function dollarsOf(microUsd: number | null): string {
  return microUsd === null ? 'unknown' : `$${(microUsd / MICRO).toFixed(6)}`
}
