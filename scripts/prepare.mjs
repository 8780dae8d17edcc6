import './end-with-parent.mjs'
import { buildApps } from './build.mjs'
import { isProgram, runProgram } from './command-line.mjs'
import { installWhenStale } from './install.mjs'

// All that this file imports runs on any Node from 20 on and needs no package, because it comes before both.
const OLDEST_NODE = 20

if (isProgram(import.meta.url)) {
  runProgram(() => prepare({ withPages: !process.argv.includes('--no-build') }))
}

/**
 * Makes a clone ready to run: dependencies as the lockfile says, pages built. Does nothing when all is in
 * place.
 */
export async function prepare({ withPages = true } = {}) {
  const { node } = process.versions
  if (Number(node.split('.')[0]) < OLDEST_NODE) {
    throw new Error(
      `Hilo needs Node.js ${OLDEST_NODE} or newer to install itself, this is ${node}: please update it.`,
    )
  }
  await installWhenStale()
  if (withPages) await buildApps()
}
