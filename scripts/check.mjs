import { runProgram } from './command-line.mjs'
import { runTool } from './run-tool.mjs'

const AT_ONCE = 2

// The slowest first, so that two at a time end close together.
const PARTS = [
  { name: 'tidy', command: 'vitest run --project packages scripts/' },
  { name: 'dead code', command: 'knip && node scripts/words/check-words.ts' },
  {
    name: 'layers',
    command: 'depcruise --config .dependency-cruiser.mjs apps packages examples e2e',
    verify: cruised,
  },
  { name: 'types', command: 'tsc -p .' },
  { name: 'types of the dashboard', command: 'tsc -p apps/dashboard' },
  { name: 'types of the widget', command: 'tsc -p apps/widget' },
  { name: 'types of the browser tests', command: 'tsc -p e2e' },
  { name: 'format and lint', command: 'biome check --error-on-warnings .' },
  { name: 'sizes', command: 'size-limit' },
]

runProgram(check)

/** Runs every part, whatever the others say, and prints one line for each. */
async function check() {
  const startedAt = Date.now()
  const queue = [...PARTS]
  const failed = []
  const worker = async () => {
    for (let part = queue.shift(); part; part = queue.shift()) {
      if (!(await runPart(part))) failed.push(part.name)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  console.log(
    `${PARTS.length - failed.length} passed, ${failed.length} failed, in ${secondsSince(startedAt)} s`,
  )
  if (failed.length > 0) throw new Error(`Not in order: ${failed.join(', ')}.`)
}

async function runPart({ name, command, verify }) {
  const startedAt = Date.now()
  const { code, output } = await runTool(command)
  const complaint = code === 0 ? verify?.(output) : undefined
  const isFine = code === 0 && !complaint
  console.log(`${isFine ? 'ok    ' : 'FAILED'} ${name} (${secondsSince(startedAt)} s)`)
  if (!isFine) console.log(`${output.trimEnd()}\n${complaint ?? ''}`)
  return isFine
}

/**
 * Without a parser for TypeScript dependency-cruiser reads no module, finds nothing wrong and says so in
 * green.
 */
function cruised(output) {
  const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0)
  return modules > 0 ? undefined : 'dependency-cruiser read 0 modules: is @swc/core installed?'
}

function secondsSince(time) {
  return ((Date.now() - time) / 1000).toFixed(1)
}
