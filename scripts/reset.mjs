import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { ownerOf } from '../apps/server/src/db/embedded/owner.ts'
import { stopLeftover } from '../apps/server/src/db/embedded/stop-leftover.ts'
import { root, runProgram } from './command-line.mjs'

runProgram(reset)

/** Forgets the embedded database and everything else of this installation, after asking. */
async function reset() {
  const dataDir = resolve(process.env.HILO_DATA_DIR ?? join(root, '.hilo'))
  if (!existsSync(dataDir)) {
    console.log(`There is nothing to forget: ${dataDir} does not exist.`)
    return
  }
  const owner = ownerOf(dataDir)
  if (owner !== null) throw new Error(`Hilo runs on ${dataDir} (process ${owner}): stop it first.`)
  refuseForeignFolder(dataDir)
  if (!process.argv.includes('--yes') && !(await isConfirmed(dataDir))) {
    throw new Error('Nothing was removed.')
  }
  await stopLeftover(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
  console.log(`${dataDir} was removed; the next start begins afresh.`)
}

/** A mistyped HILO_DATA_DIR must not cost somebody a home folder. */
function refuseForeignFolder(dataDir) {
  const names = readdirSync(dataDir)
  if (names.length === 0 || names.some((name) => /^postgres-\d+$/.test(name))) return
  throw new Error(
    `${dataDir} does not look like a data folder of Hilo: remove it by hand if that is what you want.`,
  )
}

async function isConfirmed(dataDir) {
  if (!process.stdin.isTTY) throw new Error('Nobody is there to be asked: use "npm run reset -- --yes".')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(
    `Remove every conversation, contact and setting in ${dataDir}? (yes/no) `,
  )
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
