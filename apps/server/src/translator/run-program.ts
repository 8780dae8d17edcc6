import { type ChildProcess, spawn } from 'node:child_process'

type Run = { program: string; args: readonly string[]; input: string; signal: AbortSignal }

const BYTES_MAX = 64 * 1_024

/**
 * What a program writes about its input; null where it is not there, fails, writes too much, or the signal
 * comes first. All that it started ends with it. It sees none of the server's environment, whose secrets are
 * none of its business.
 */
export function runProgram({ program, args, input, signal }: Run): Promise<string | null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null)
    const child = begin(program, args)
    if (!child) return resolve(null)
    const { stdin, stdout } = child
    let isOver = false
    const end = (output: string | null) => {
      if (isOver) return
      isOver = true
      signal.removeEventListener('abort', giveUp)
      resolve(output)
    }
    const giveUp = () => {
      if (child.pid !== undefined) killGroup(child.pid)
      end(null)
    }
    const parts: Buffer[] = []
    let bytes = 0
    child.on('error', () => end(null))
    // A machine that has no more descriptors gives it none; the error above says so.
    if (!stdin || !stdout) return
    stdout.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > BYTES_MAX) giveUp()
      else parts.push(part)
    })
    // It may have ended before it read everything; how it ended says what came of it.
    stdin.on('error', () => undefined)
    child.on('close', (code) => end(code === 0 ? Buffer.concat(parts).toString('utf8') : null))
    signal.addEventListener('abort', giveUp, { once: true })
    stdin.end(input)
  })
}

/** Null where the machine has no room for another process. */
function begin(program: string, args: readonly string[]): ChildProcess | null {
  try {
    return spawn(program, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      // A group of its own, so that what it pipes through ends with it.
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    })
  } catch {
    return null
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
