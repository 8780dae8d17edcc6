import { hasPassed } from '@hilo/ai'
import { type PlayedTest, playTest } from '../../apps/server/src/answers/play-test.ts'
import type { Ground } from '../../apps/server/src/app.ts'
import { readInstructions } from '../../apps/server/src/domain/ai-instruction/read.ts'
import type { Figure } from '../bench/figure.ts'
import { createRandom, type Random } from '../kill/random.ts'
import { addFacts, checkFacts, type Facts, factFigures, NO_FACTS } from './sim/check-facts.ts'
import { GOALS } from './sim/goals.ts'
import type { Scenario } from './sim/scenario.ts'
import { SCENARIOS_EN } from './sim/scenarios-en.ts'
import { SCENARIOS_ES } from './sim/scenarios-es.ts'
import { SCENARIOS_PT } from './sim/scenarios-pt.ts'
import { openStage, type Stage } from './sim/stage.ts'
import { varyBeginning, varyTurns } from './sim/vary.ts'
import type { Writer } from './writer.ts'

export const SCENARIOS: readonly Scenario[] = [...SCENARIOS_EN, ...SCENARIOS_ES, ...SCENARIOS_PT, ...GOALS]

export type SimRun = {
  runs: number
  seed: number
  writer?: Writer
  scenarios?: readonly Scenario[]
  /** Hears of every play that failed. */
  onFailure?(line: string): void
}

/** A passing trouble of the provider, which no contact should notice. */
const FAULTS = ['rate_limited', 'http_500', 'malformed', 'empty', 'cut', 'slow'] as const
const FAULT_SHARE = 0.25
const PLAY_MS = 60_000
const PASS_SHARE = 0.9

type Outcome = { name: string; passes: number }

/**
 * Lets simulated contacts talk to an org's answers, each several times and never in the same words: a
 * scenario passes when all of its plays do.
 */
export async function measureSim(ground: Ground, run: SimRun): Promise<Figure[]> {
  const { runs, seed, writer, scenarios = SCENARIOS } = run
  const stage = await openStage(ground, writer)
  const outcomes: Outcome[] = []
  let facts = NO_FACTS
  for (const [at, scenario] of scenarios.entries()) {
    let passes = 0
    for (let nth = 0; nth < runs; nth++) {
      const random = createRandom(seed + 1_000 * at + nth)
      const played = await play(stage, {
        scenario,
        nth,
        random,
        isFake: writer === undefined || writer.name === 'fake',
      })
      facts = addFacts(facts, played.facts)
      if (hasPassed(played.turns, played.goal)) passes += 1
      else run.onFailure?.(failureOf(scenario, nth, played))
    }
    outcomes.push({ name: scenario.name, passes })
  }
  await stage.close()
  return [...passFigures(outcomes, runs), ...factFigures(facts)]
}

type Playing = { scenario: Scenario; nth: number; random: Random; isFake: boolean }

async function play(
  { ground, simulators: { openai }, answers, orgId }: Stage,
  { scenario, nth, random, isFake }: Playing,
): Promise<PlayedTest & { facts: Facts }> {
  const { language, turns, goal } = scenario
  const test = {
    ...{ language, inboxId: null, turns: varyTurns(turns, random) },
    ...(goal && { goal: varyBeginning(goal, random) }),
  }
  if (isFake) {
    await openai.clear()
    if (scenario.understood) {
      const { match, question, variants = [] } = scenario.understood
      await openai.script({
        match,
        shape: 'question',
        reply: { text: JSON.stringify({ question, variants }) },
      })
    }
    if (random.chance(FAULT_SHARE))
      await openai.fail({ kind: random.pick(FAULTS), ms: 300, retryAfterSeconds: 1, words: 2 })
  }
  const instructions = await ground.db.withOrg(orgId, (tx) => readInstructions(tx, null))
  const asked = { orgId, test, nth, instructions }
  const played = await playTest(answers, asked, AbortSignal.timeout(PLAY_MS))
  const said = played.turns.flatMap(({ says }) => says).join('\n')
  let facts = NO_FACTS
  for (const answer of played.answers)
    facts = addFacts(facts, await checkFacts(ground, orgId, { answer, said }))
  return { ...played, facts }
}

function passFigures(outcomes: readonly Outcome[], runs: number): Figure[] {
  const all = outcomes.filter(({ passes }) => passes === runs).length
  const once = outcomes.reduce((sum, { passes }) => sum + passes, 0)
  const lost = outcomes.filter(({ passes }) => passes < runs).map(({ name }) => name)
  return [
    {
      ...{ name: `pass^${runs} of ${outcomes.length} scenarios`, unit: '', bar: { atLeast: PASS_SHARE } },
      value: all / outcomes.length,
      note: [`${all} of ${outcomes.length}`, ...lost].join('; '),
    },
    {
      ...{ name: 'plays that passed', unit: '%' },
      ...{ value: (100 * once) / (runs * outcomes.length), note: `${once} of ${runs * outcomes.length}` },
    },
  ]
}

function failureOf({ name }: Scenario, nth: number, { turns, goal }: PlayedTest): string {
  const wrong = turns.find(({ shortfalls }) => shortfalls.length > 0)
  const all = [...(wrong?.shortfalls ?? []), ...(goal?.shortfalls ?? [])]
  const why = all.map(({ code, wanted, came }) => `${code}: wanted ${wanted}, came ${came}`)
  if (goal?.notPlayed) why.push(`not played: ${goal.notPlayed.by} ${goal.notPlayed.reason}`)
  const { action = '-', text = '', reason = '' } = wrong?.answer ?? {}
  const came = `${action} ${reason ?? ''} "${text}"`
  return `${name} #${nth + 1}, "${wrong?.says.join(' / ')}" -> ${came}; ${why.join('; ')}`
}
