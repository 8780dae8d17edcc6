import { readFileSync } from 'node:fs'

/** What a process and all its descendants have in use. */
export type Usage = {
  /** Resident memory, in bytes. */
  readonly memory: number
  /** Processor time since their beginning, in milliseconds. */
  readonly cpuMs: number
  readonly processes: number
  readonly threads: number
}

const PAGE_BYTES = 4_096
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10
const FAMILY_MAX = 256

/** Read from /proc, so that code in another process namespace is counted too; null where nobody tells. */
export function usageOf(pid: number): Usage | null {
  const family = [pid]
  const sum = { memory: 0, cpuMs: 0, processes: 0, threads: 0 }
  for (let index = 0; index < Math.min(family.length, FAMILY_MAX); index++) {
    const member = family[index] as number
    try {
      const { threads, children, ...used } = read(member)
      sum.memory += used.memory
      sum.cpuMs += used.cpuMs
      sum.threads += threads
      sum.processes++
      family.push(...children)
    } catch {
      // It ended between being named and being looked at.
    }
  }
  return sum.processes === 0 ? null : sum
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function read(pid: number) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'ascii')
  // The name may hold anything, brackets too; the fields after it are the third and following ones.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'ascii').trim()
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    threads: Number(fields[17]),
    memory: Number(fields[21]) * PAGE_BYTES,
    children: children === '' ? [] : children.split(' ').map(Number),
  }
}
