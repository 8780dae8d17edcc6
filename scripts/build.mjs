import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isProgram, root, runProgram } from './command-line.mjs'
import { fingerprintOf, hasStamp, writeStamp } from './fingerprint.mjs'
import { runTool } from './run-tool.mjs'

const APPS = ['dashboard', 'widget']

if (isProgram(import.meta.url)) runProgram(() => buildApps({ isForced: true }))

/**
 * Builds the pages that the server hands out: those whose sources, protocol or dependencies changed since the
 * last build, or all of them when forced.
 */
export async function buildApps({ isForced = false } = {}) {
  const stale = APPS.map(describeApp).filter((app) => isForced || !hasStamp(app.stamp, app.fingerprint))
  if (stale.length === 0) return
  console.log(`Building the ${stale.map(({ name }) => name).join(' and the ')} ...`)
  const results = await Promise.all(stale.map(buildApp))
  const failed = stale.filter((_, index) => !results[index])
  if (failed.length === 0) return
  throw new Error(
    `The ${failed.map(({ name }) => name).join(' and the ')} did not build: mend what the lines above name.`,
  )
}

function describeApp(name) {
  const folder = join(root, 'apps', name)
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const sources = [folder, join(root, 'packages', 'protocol'), join(root, 'package-lock.json')]
  return {
    name,
    folder,
    command: scripts?.build ?? 'vite build',
    stamp: join(folder, 'dist', '.hilo-hash'),
    fingerprint: fingerprintOf(sources),
  }
}

async function buildApp({ name, folder, command, stamp, fingerprint }) {
  const { code, output } = await runTool(command, { cwd: folder, env: { NODE_ENV: 'production' } })
  if (code === 0 && existsSync(join(folder, 'dist'))) {
    writeStamp(stamp, fingerprint)
    return true
  }
  console.error(`${name}:\n${output.trimEnd()}`)
  return false
}
