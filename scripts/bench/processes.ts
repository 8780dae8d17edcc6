import { readFileSync } from 'node:fs'

/**
 * What a server and all it started cost, told apart by whose work it is: the server itself, the processes of
 * the micro-backends with what isolates them, and PostgreSQL. Reads Linux's /proc.
 */

export const PARTS = ['server', 'backends', 'database'] as const
export type Part = (typeof PARTS)[number]

/**
 * `pssMb` shares common pages out among their users, so parts can be added up; null where it may not be read.
 */
export type Memory = { processes: number; rssMb: number; pssMb: number | null }

type Member = { pid: number; part: Part }

const MB = 1_048_576
const PAGE_BYTES = 4_096
/**
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: every Linux counts in hundredths of a second.
 */
const TICK_MS = 10
const SAMPLE_MS = 500

/** The memory of each part now. */
export function memoryOf(serverPid: number): Record<Part, Memory> {
  const members = membersOf(serverPid)
  return perPart((part) => {
    const pids = members.filter((member) => member.part === part).map(({ pid }) => pid)
    const pss = pids.map(pssOf)
    return {
      processes: pids.length,
      rssMb: sum(pids.map((pid) => Number(statOf(pid)?.[21] ?? 0))) * (PAGE_BYTES / MB),
      pssMb: pss.includes(null) ? null : sum(pss as number[]) / 1_024,
    }
  })
}

export type Meter = {
  /** CPU milliseconds of each part since the meter was started, processes that ended meanwhile included. */
  stop(): { cpuMs: Record<Part, number>; serverRssMaxMb: number }
}

/** Counts CPU time from now on. */
export function startMeter(serverPid: number): Meter {
  const before = new Map(membersOf(serverPid).map(({ pid }) => [pid, cpuOf(pid)]))
  const last = new Map<number, { part: Part; cpuMs: number }>()
  let rssMax = 0
  const sample = () => {
    for (const { pid, part } of membersOf(serverPid)) last.set(pid, { part, cpuMs: cpuOf(pid) })
    rssMax = Math.max(rssMax, Number(statOf(serverPid)?.[21] ?? 0))
  }
  const timer = setInterval(sample, SAMPLE_MS)
  return {
    stop() {
      clearInterval(timer)
      sample()
      const spent = [...last].map(([pid, { part, cpuMs }]) => ({ part, ms: cpuMs - (before.get(pid) ?? 0) }))
      const cpuMs = perPart((part) => sum(spent.filter((one) => one.part === part).map(({ ms }) => ms)))
      return { cpuMs, serverRssMaxMb: rssMax * (PAGE_BYTES / MB) }
    },
  }
}

/** The server and everything below it, children after their parents. */
export function membersOf(serverPid: number): Member[] {
  const members: Member[] = [{ pid: serverPid, part: 'server' }]
  for (const { pid, part } of members) {
    for (const child of childrenOf(pid)) members.push({ pid: child, part: partOf(child, part) })
  }
  return members
}

function partOf(pid: number, parent: Part): Part {
  if (parent !== 'server') return parent
  return readText(`/proc/${pid}/comm`).trim() === 'postgres' ? 'database' : 'backends'
}

function childrenOf(pid: number): number[] {
  const text = readText(`/proc/${pid}/task/${pid}/children`).trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

function cpuOf(pid: number): number {
  const stat = statOf(pid)
  return stat ? (Number(stat[11]) + Number(stat[12])) * TICK_MS : 0
}

/** The fields of `stat` from the third on; the second is a name that may hold blanks and brackets. */
function statOf(pid: number): string[] | null {
  const text = readText(`/proc/${pid}/stat`)
  return text === '' ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function pssOf(pid: number): number | null {
  const kilobytes = /^Pss: +(\d+)/m.exec(readText(`/proc/${pid}/smaps_rollup`))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes)
}

/** Empty for a process that is gone or not ours to see. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function perPart<T>(value: (part: Part) => T): Record<Part, T> {
  return Object.fromEntries(PARTS.map((part) => [part, value(part)])) as Record<Part, T>
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
