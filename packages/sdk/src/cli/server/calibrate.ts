import { setTimeout as wait } from 'node:timers/promises'
import { api, type Knowledge, type Meaning, type MeaningEvidence } from '@hilo/protocol'
import { CommandError, command } from '../command.ts'
import { countOf } from '../replay/replay.ts'
import type { Client } from './client.ts'
import { connect, SERVER_OPTIONS } from './keys.ts'
import { print, table } from './print.ts'

const LOOK_MS = 1_000
const UNUSED: Partial<Record<string, string>> = {
  not_better: 'not used: words alone do as well',
  too_few: 'not used: too few questions to tell',
}

export const calibrate = command({
  name: 'ai calibrate',
  summary: 'Find out from which evidence on the articles of an org answer',
  usage: '[org]',
  about: `The org's own articles are asked what they no longer say; where it finds by meaning, that is tried
too, and takes some moments more. The org is the one that the key opens; who names it, by its name or id,
is refused when that is another. The key needs the scopes knowledge:write and ai:read.`,
  options: {
    wait: {
      type: 'string',
      value: 's',
      default: '300',
      about: 'Seconds to wait for its end; 300 without it.',
    },
    ...SERVER_OPTIONS,
  },
  async run(call) {
    const client = await connect(call)
    const seconds = countOf(call.values.wait, 'wait')
    await requireOrg(client, call.positionals[0])
    const knowledge = await untilDone(client, await client.call(api.calibrateNow, {}), seconds)
    const meaning = await client.call(api.readMeaning, {})
    print(call, { ...knowledge, meaning }, wordsOf(knowledge, meaning))
    return 0
  },
})

async function requireOrg(client: Client, named: string | undefined): Promise<void> {
  if (named === undefined) return
  const { org } = await client.call(api.getCaller, {})
  if ([org.id, org.name].includes(named)) return
  throw new CommandError(`The key opens ${org.name}, and not ${named}: use a key of that org.`)
}

async function untilDone(client: Client, begun: Knowledge, seconds: number): Promise<Knowledge> {
  const until = Date.now() + seconds * 1_000
  let knowledge = begun
  while (knowledge.isCalibrating) {
    if (Date.now() > until) {
      throw new CommandError(`It goes on after ${seconds} seconds: look again later, or give --wait more.`)
    }
    await wait(LOOK_MS)
    knowledge = await client.call(api.readKnowledge, {})
  }
  return knowledge
}

function wordsOf({ calibrations }: Knowledge, { provider, placed, chunks, tried, problem }: Meaning): string {
  const rows = calibrations.map(({ kind, threshold, asked, isCareful }) => [
    ...[
      kind,
      threshold.toFixed(3),
      String(asked ?? 0),
      isCareful ? 'careful: too little to calibrate on' : '',
    ],
  ])
  const thresholds = table(['kind', 'threshold', 'questions', ''], rows)
  if (provider === null) return thresholds
  const trials = tried.map(({ kind, asked, weight, verdict, without, with: found }) => [
    ...[kind, String(asked), `${without.first} -> ${found.first}`, `${without.five} -> ${found.five}`],
    UNUSED[verdict] ?? (weight > 0 ? `used, weight ${weight}` : 'finds no more; counts as evidence'),
  ])
  const proofs = tried.flatMap(({ kind, evidence }) => (evidence?.gone ? [proofOf(kind, evidence)] : []))
  const standing = `By meaning: ${placed} of ${chunks} placed by ${provider}${problem ? `; ${problem}` : ''}`
  return [
    thresholds,
    standing,
    trials.length === 0
      ? 'Not tried yet.'
      : table(['kind', 'questions', 'found first', 'of five', ''], trials),
    ...(proofs.length === 0 ? [] : [table(['kind', 'right', 'wrong', 'without the answer', ''], proofs)]),
  ].join('\n\n')
}

/** Whether nearness is evidence, and what that rests on. */
function proofOf(kind: string, evidence: MeaningEvidence): string[] {
  const { share, threshold, there, gone, without, with: found } = evidence
  const of = (figure: 'right' | 'wrong' | 'gone', whole: number) =>
    `${without[figure]} -> ${found[figure]} of ${whole}`
  const counts =
    threshold === null
      ? 'no evidence'
      : `evidence: counts ${(share * 100).toFixed(0)} %, answers from ${threshold.toFixed(3)} on`
  return [kind, of('right', there), of('wrong', there), of('gone', gone), counts]
}
