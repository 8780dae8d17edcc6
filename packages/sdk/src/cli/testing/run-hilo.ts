import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export const HILO = join(import.meta.dirname, '../../../bin/hilo.mjs')

export type Ran = { code: number; stdout: string; stderr: string }

/** Runs the command line as people do: a process of its own, in a folder, with piped input. */
export async function runHilo(
  args: readonly string[],
  { folder, input = '', env = {} }: { folder: string; input?: string; env?: Record<string, string> },
): Promise<Ran> {
  const child = spawn(process.execPath, [HILO, ...args], {
    cwd: folder,
    env: { ...process.env, VITEST: undefined, ...env },
  })
  child.stdin.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (child.exitCode === null) await once(child, 'exit')
  return { code: child.exitCode ?? -1, stdout, stderr }
}

/** The JSON values that were printed, one a line. */
export function valuesOf(output: string): Record<string, unknown>[] {
  const lines = output.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line))
}
