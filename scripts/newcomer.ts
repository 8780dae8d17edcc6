/**
 * What a newcomer does once Hilo is installed, timed: `hilo init`, the conversation test, a reply in the
 * terminal. No server, no key, no account, no network. Fails when it takes a minute or something goes wrong.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, runProgram } from './command-line.mjs'

const SECONDS_MAX = 60

runProgram(() => {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-newcomer-'))
  const project = join(folder, 'coffee')
  const startedAt = performance.now()
  try {
    timed('hilo init', () => run([join(root, 'packages/sdk/bin/hilo.mjs'), 'init', 'coffee'], folder))
    const hilo = join(project, 'node_modules/.bin/hilo')
    timed('hilo test', () => run([hilo, 'test'], project))
    const said = timed('hilo chat', () => run([hilo, 'chat'], project, 'hello\n2\n1\n'))
    if (!said.includes('2 × Espresso')) throw new Error(`The reply did not come:\n${said}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const seconds = (performance.now() - startedAt) / 1000
  console.log(`${seconds.toFixed(1)} s from hilo init to a passing test and a reply`)
  if (seconds > SECONDS_MAX) throw new Error(`That is more than ${SECONDS_MAX} s.`)
})

function timed(what: string, act: () => string): string {
  const startedAt = performance.now()
  const result = act()
  console.log(`${what.padEnd(12)}${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return result
}

function run(args: readonly string[], cwd: string, input = ''): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.slice(1).join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}
