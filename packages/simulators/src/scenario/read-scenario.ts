import { AppError } from '@hilo/protocol'
import { z } from 'zod'
import { commandTables } from '../control/client.ts'
import { type Channel, Scenario } from './scenario.ts'

/**
 * A scenario from what a file holds.
 *
 * @throws AppError `invalid_request` that names each place and what would be right there.
 */
export function readScenario(value: unknown): Scenario {
  const read = Scenario.safeParse(value)
  if (!read.success) throw new AppError('invalid_request', z.prettifyError(read.error))
  const problems = read.data.steps.flatMap((step, index) => {
    const problem = problemOf(read.data, step)
    return problem === null ? [] : `${problem}\n  at steps[${index}]`
  })
  if (problems.length > 0) throw new AppError('invalid_request', problems.join('\n'))
  return read.data
}

/** The scenario in a text. @throws AppError `invalid_request` for what is no JSON, and as `readScenario`. */
export function parseScenario(text: string): Scenario {
  try {
    return readScenario(JSON.parse(text))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new AppError('invalid_request', `This is no JSON: ${cause.message}`, { cause })
  }
}

function problemOf(scenario: Scenario, step: Scenario['steps'][number]): string | null {
  const known = scenario.people.map(({ id }) => id)
  if ('person' in step && step.person !== undefined && !known.includes(step.person)) {
    return `Nobody is called "${step.person}". There is: ${known.join(', ')}.`
  }
  if (step.step === 'press' && (step.title === undefined) === (step.id === undefined)) {
    return 'A press needs a title or an id.'
  }
  return step.step === 'do' ? unknownCommand(step.channel ?? scenario.channel, step.command) : null
}

function unknownCommand(channel: Channel, name: string): string | null {
  const names = Object.keys(commandTables[channel])
  return names.includes(name) ? null : `${channel} has no command "${name}". It has: ${names.join(', ')}.`
}
