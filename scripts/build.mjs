import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isProgram, root, runProgram } from './command-line.mjs'
import { fingerprintOf, hasStamp, writeStamp } from './fingerprint.mjs'
import { runTool } from './run-tool.mjs'
import { tellProgress } from './tell-progress.mjs'

const LOCK = join(root, 'package-lock.json')
const LIST = new Intl.ListFormat('en')
const packages = (...names) => names.map((name) => join(root, 'packages', name))
const PARTS = [
  aPart('dashboard', [join(root, 'apps/dashboard'), ...packages('protocol')]),
  aPart('widget', [join(root, 'apps/widget'), ...packages('protocol')]),
  aPart('server', [
    ...[join(root, 'apps/server'), join(root, 'examples/table-booking')],
    ...packages('protocol', 'runtime', 'sdk', 'channels', 'simulators'),
  ]),
]

if (isProgram(import.meta.url)) runProgram(() => buildApps({ isForced: true }))

/**
 * Builds the pages that the server hands out, the server as a start loads it, and the example: what changed
 * since the last build, or all of it when forced.
 */
export async function buildApps({ isForced = false } = {}) {
  const stale = partsOf({ isForced })
  if (stale.length === 0) return
  const names = (of) => LIST.format(of.map(({ name }) => `the ${name}`))
  await tellProgress(`Building ${names(stale)}, less than a minute`, async () => {
    const results = await Promise.all(stale.map(buildPart))
    const failed = stale.filter((_, index) => !results[index])
    if (failed.length === 0) return
    throw new Error(`Not built: ${names(failed)}. Mend what the lines above name.`)
  })
}

/** The names of what is not built from the sources as they are. */
export function namesOfStale() {
  return partsOf({ isForced: false }).map(({ name }) => name)
}

function partsOf({ isForced }) {
  const parts = PARTS.map((part) => ({ ...part, fingerprint: fingerprintOf(part.sources) }))
  return parts.filter(({ stamp, fingerprint }) => isForced || !hasStamp(stamp, fingerprint))
}

function aPart(name, sources) {
  const folder = join(root, 'apps', name)
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return {
    name,
    folder,
    command: scripts.build,
    stamp: join(folder, 'dist/.hilo-hash'),
    sources: [...sources, LOCK],
  }
}

async function buildPart({ name, folder, command, stamp, fingerprint }) {
  const { code, output } = await runTool(command, { cwd: folder, env: { NODE_ENV: 'production' } })
  if (code === 0 && existsSync(join(folder, 'dist'))) {
    writeStamp(stamp, fingerprint)
    return true
  }
  // The line of the progress is not over.
  console.error(`\n${name}:\n${output.trimEnd()}`)
  return false
}
