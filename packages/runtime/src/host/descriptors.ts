import { openSync, readdirSync, readFileSync } from 'node:fs'

const STANDARD_MAX = 2
const CLOSE_ON_EXEC = 0o2000000
const NULL_DEVICE = '/dev/null'

let covered: Map<number, number> | undefined

/**
 * Descriptors that whoever started this process left open for all its descendants, and what to give a child
 * in their place. Node closes its own at `exec`, and the lowest ones it was given, not those behind a gap.
 */
export function coversOfInherited(): ReadonlyMap<number, number> {
  covered ??= new Map(inherited().map((fd) => [fd, nullDevice()]))
  return covered
}

function inherited(): number[] {
  try {
    return readdirSync('/proc/self/fd').map(Number).filter(outlivesExec)
  } catch {
    // Not Linux: nothing to look at.
    return []
  }
}

function outlivesExec(fd: number): boolean {
  if (fd <= STANDARD_MAX) return false
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'ascii'))?.[1]
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0
  } catch {
    return false
  }
}

let opened: number | undefined

function nullDevice(): number {
  opened ??= openSync(NULL_DEVICE, 'r')
  return opened
}
