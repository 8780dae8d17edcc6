import { readFile } from 'node:fs/promises'
import { AppError } from '@hilo/protocol'
import { simulatorClient } from '../control/client.ts'
import type { ScenarioControls } from '../scenario/play.ts'
import { parseScenario } from '../scenario/read-scenario.ts'
import { runScenario, type ScenarioResult } from '../scenario/run-scenario.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { connectBusiness } from './connect.ts'
import type { Command } from './options.ts'
import { startWith } from './start.ts'

type Run = Extract<Command, { name: 'run' }>
type Loaded = { file: string; scenario: Scenario }

const CONNECT_ATTEMPTS = 10
const SIGNS = { passed: 'ok    ', failed: 'FAILED', not_run: '-     ' }

/**
 * Plays the files one after the other, each on a simulator of its own unless `--url` names one. Returns the
 * exit code. Nothing is played when one of the files cannot be read.
 *
 * @throws Error that names the file, or what could not be reached.
 */
export async function run({ files, url, options, isJson }: Run): Promise<number> {
  if (url === null && options.callback === null) {
    throw new Error(
      'Say where the business is: --callback for simulators of its own, --url for running ones.',
    )
  }
  const loaded = await Promise.all(files.map(load))
  const results: (ScenarioResult & { file: string })[] = []
  for (const { file, scenario } of loaded) {
    if (!isJson) process.stdout.write(`${scenario.name} (${file})\n`)
    const play = (controls: ScenarioControls) => playOne(controls, scenario, isJson)
    const result = url === null ? await onOwn(options, play) : await play(simulatorClient(url))
    results.push({ file, ...result })
  }
  const isPassed = results.every((result) => result.isPassed)
  if (isJson) process.stdout.write(`${JSON.stringify({ isPassed, scenarios: results }, null, 2)}\n`)
  return isPassed ? 0 : 1
}

async function load(file: string): Promise<Loaded> {
  try {
    return { file, scenario: parseScenario(await readFile(file, 'utf8')) }
  } catch (cause) {
    if (cause instanceof AppError) throw new Error(`${file}:\n${cause.message}`, { cause })
    throw new Error(`${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

async function onOwn(
  options: Run['options'],
  play: (controls: ScenarioControls) => Promise<ScenarioResult>,
): Promise<ScenarioResult> {
  const simulators = await startWith(options)
  try {
    const { callback } = options
    if (callback !== null) {
      await connectBusiness(simulators, options, {
        ...{ callback, attemptsMax: CONNECT_ATTEMPTS },
        onWait: (reason) => process.stderr.write(`${reason} Trying again.\n`),
      })
    }
    return await play(simulators)
  } finally {
    await simulators.close()
  }
}

function playOne(controls: ScenarioControls, scenario: Scenario, isJson: boolean): Promise<ScenarioResult> {
  return runScenario(controls, scenario, ({ index, step, outcome, ms, problem }) => {
    if (isJson) return
    process.stdout.write(`  ${SIGNS[outcome]} ${index} ${step} (${ms} ms)\n`)
    if (problem !== null) process.stdout.write(`         ${problem.replaceAll('\n', '\n         ')}\n`)
  })
}
