import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startOf } from './process-table.ts'

type Owner = { readonly pid: number; readonly start: string | null }

/**
 * Makes this process the only one that runs the database of `dataDir`, and returns the function that gives it
 * up. A process that died without giving it up loses it.
 *
 * @throws Error when another process has it: stopping or adopting its database would break that one.
 */
export function claimData(dataDir: string): () => void {
  refuseSecond(dataDir)
  const file = ownerFile(dataDir)
  const owner: Owner = { pid: process.pid, start: startOf(process.pid) }
  writeFileSync(file, JSON.stringify(owner))
  return () => rmSync(file, { force: true })
}

/** @throws Error when a process runs the database of `dataDir` already. */
export function refuseSecond(dataDir: string): void {
  const holder = ownerOf(dataDir)
  if (holder === null) return
  throw new Error(`Hilo already runs on ${dataDir} (process ${holder}): stop it, or set HILO_DATA_DIR.`)
}

/** The process that runs the database of `dataDir` now, or `null`. */
export function ownerOf(dataDir: string): number | null {
  const owner = readOwner(ownerFile(dataDir))
  if (owner === null || !isAlive(owner.pid) || startOf(owner.pid) !== owner.start) return null
  return owner.pid
}

function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner
  } catch {
    return null
  }
}

function ownerFile(dataDir: string): string {
  return join(dataDir, 'owner.json')
}
