import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

export type TypeCheck = {
  /**
   * Checks the project; what was under way is given up. Answers with the errors, or '' when there are none.
   */
  check(): Promise<string>
  stop(): void
}

/**
 * Checks the types of a project with the tsc that is there: the project's own, or the one beside this
 * package.
 *
 * @returns null when there is none, or no tsconfig.json.
 */
export function typeCheckOf(folder: string): TypeCheck | null {
  const own = findUp(folder, 'node_modules/.bin/tsc')
  const tsc = own ?? findUp(import.meta.dirname, 'node_modules/.bin/tsc')
  if (!tsc || !existsSync(join(folder, 'tsconfig.json'))) return null
  // A project that was not installed yet has no types of Node.
  const types =
    findUp(folder, 'node_modules/@types/node') ?? findUp(import.meta.dirname, 'node_modules/@types/node')
  const roots = types ? ['--typeRoots', dirname(types)] : []
  let running: ChildProcess | null = null
  return {
    async check() {
      running?.kill()
      const child = spawn(process.execPath, [tsc, '-p', folder, '--pretty', 'false', ...roots], {
        cwd: folder,
      })
      running = child
      child.on('error', () => {})
      const output = await text(child.stdout)
      return running === child ? output.trim() : ''
    },
    stop: () => running?.kill(),
  }
}

function findUp(folder: string, path: string): string | undefined {
  const found = join(folder, path)
  if (existsSync(found)) return found
  return dirname(folder) === folder ? undefined : findUp(dirname(folder), path)
}
