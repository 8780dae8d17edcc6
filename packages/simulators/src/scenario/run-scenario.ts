/**
 * Plays a scenario on running simulators: it does what people do, and holds what the business says against
 * what is expected. The first step that is not as it should be ends it.
 */
import { AppError } from '@hilo/protocol'
import { expectMessage, expectSilence, expectStatus } from './expect.ts'
import type { Place, Play, ScenarioControls } from './play.ts'
import type { Channel, Scenario, Step } from './scenario.ts'

export type StepResult = {
  /** From 0, as in the file. */
  index: number
  step: Step['step']
  outcome: 'passed' | 'failed' | 'not_run'
  ms: number
  /** What was not as expected, for people. */
  problem: string | null
}

export type ScenarioResult = { name: string; isPassed: boolean; ms: number; steps: StepResult[] }

/**
 * Adds the people and plays the steps. What fails is told in the result.
 *
 * @throws AppError when people cannot be added, or nobody is connected to the channel.
 */
export async function runScenario(
  controls: ScenarioControls,
  scenario: Scenario,
  onStep: (result: StepResult) => void = () => {},
): Promise<ScenarioResult> {
  const startedAt = performance.now()
  const play: Play = { controls, scenario, seen: new Map() }
  await begin(play)
  const steps: StepResult[] = []
  for (const [index, step] of scenario.steps.entries()) {
    const hasFailed = steps.some(({ outcome }) => outcome === 'failed')
    const result = hasFailed ? notRun(index, step) : await played(play, index, step)
    steps.push(result)
    onStep(result)
  }
  const isPassed = steps.every(({ outcome }) => outcome === 'passed')
  return { name: scenario.name, isPassed, ms: since(startedAt), steps }
}

/** Phones for everybody, on the channels that are used; what was said before is not what is expected. */
async function begin({ controls, scenario, seen }: Play): Promise<void> {
  const channels = new Set(scenario.steps.map((step) => channelOf(scenario, step)))
  for (const { id, name, username, ...address } of scenario.people) {
    for (const channel of channels) {
      const onlyHere = channel === 'whatsapp' ? address : {}
      await controls[channel].addPerson({ id, name, username, ...onlyHere })
      const messages: { direction: string }[] = await controls[channel].messages({ personId: id })
      const said = messages.filter(({ direction }) => direction === 'out').length
      seen.set(`${channel} ${id}`, said)
    }
  }
}

function channelOf(scenario: Scenario, step: Step): Channel {
  return ('channel' in step ? step.channel : undefined) ?? scenario.channel
}

async function played(play: Play, index: number, step: Step): Promise<StepResult> {
  const startedAt = performance.now()
  const [first] = play.scenario.people
  const personId = ('person' in step ? step.person : undefined) ?? first?.id ?? ''
  const problem = await problemOf(play, step, { channel: channelOf(play.scenario, step), personId })
  const outcome = problem === null ? 'passed' : 'failed'
  return { index, step: step.step, outcome, ms: since(startedAt), problem }
}

/** Null when the step went well. An error of the simulators is a problem of the step, in their words. */
async function problemOf(play: Play, step: Step, place: Place): Promise<string | null> {
  try {
    return await take(play, step, place)
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

async function take(play: Play, step: Step, place: Place): Promise<string | null> {
  const { controls } = play
  const { channel, personId } = place
  switch (step.step) {
    case 'say':
      await controls[channel].say({ personId, text: step.text })
      return null
    case 'press':
      await press(play, step, place)
      return null
    case 'do':
      await call(controls, channel, { name: step.command, input: { personId, ...step.input } })
      return null
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, step.ms))
      return null
    case 'clock':
      await controls.clock.move({ ms: Math.round(step.hours * 3_600_000) })
      return null
    case 'fail': {
      const { kind, times, when } = step
      const input = { kind, times, ...(when === undefined ? {} : { when }) }
      await call(controls, channel, { name: 'fail', input: step.person ? { ...input, personId } : input })
      return null
    }
    case 'expect':
      return expectMessage(play, step, place)
    case 'expect_silence':
      return expectSilence(play, step, place)
    case 'expect_status':
      return expectStatus(play, step, place)
  }
}

async function press({ controls }: Play, { title, id }: { title?: string; id?: string }, place: Place) {
  const { channel, personId } = place
  if (channel === 'whatsapp') return controls.whatsapp.press({ personId, title, choiceId: id })
  return controls[channel].press({ personId, title, payload: id })
}

/** A command by its name; the reader of scenarios has seen to it that there is one. */
async function call(
  controls: ScenarioControls,
  channel: Channel,
  { name, input }: { name: string; input: unknown },
): Promise<unknown> {
  const methods = controls[channel] as unknown as Record<string, (input: unknown) => Promise<unknown>>
  return methods[name]?.(input)
}

function notRun(index: number, { step }: Step): StepResult {
  return { index, step, outcome: 'not_run', ms: 0, problem: null }
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt)
}
