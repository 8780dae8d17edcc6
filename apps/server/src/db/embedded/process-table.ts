import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** True while the process exists and is not a corpse that nobody collected. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const state = statOf(pid)?.[0]
  return state !== 'Z' && state !== 'X'
}

/**
 * When the process began, in the kernel's ticks: with the pid it names one process for ever, where a pid
 * alone is given again (in a container the same low pids at every start). `null` where the system does not
 * tell.
 */
export function startOf(pid: number): string | null {
  return statOf(pid)?.[19] ?? null
}

/** The program a process runs, as the kernel knows it; `null` where it does not tell. */
export function programOf(pid: number): string | null {
  return readLink(`/proc/${pid}/exe`)
}

/** The folder a process works in; PostgreSQL's processes all work in their data folder. */
export function folderOf(pid: number): string | null {
  return readLink(`/proc/${pid}/cwd`)
}

/** The short name of a process's program; `null` where the system does not tell. */
export function nameOf(pid: number): string | null {
  return readText(`/proc/${pid}/comm`)?.trim() ?? null
}

/** The words a process was started with; empty where the system does not tell. */
export function argumentsOf(pid: number): string[] {
  return readText(`/proc/${pid}/cmdline`)?.split('\0') ?? []
}

/** Every process id of the system, empty where there is no `/proc`. */
export function allPids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

/**
 * The fields of `/proc/<pid>/stat` from the third on; the second is a name that may hold blanks and brackets.
 */
function statOf(pid: number): string[] | null {
  const text = readText(`/proc/${pid}/stat`)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? null
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}
