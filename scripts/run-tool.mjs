import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './command-line.mjs'

const WITH_LOCAL_PROGRAMS = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)

/**
 * Runs a command of `node_modules/.bin` on the Node that the project installed, and collects what it prints.
 * `inherit: true` lets it print itself.
 */
export function runTool(command, { cwd = root, inherit = false, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, {
      cwd,
      shell: true,
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, PATH: WITH_LOCAL_PROGRAMS },
    })
    const output = []
    child.stdout?.on('data', (data) => output.push(data))
    child.stderr?.on('data', (data) => output.push(data))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString('utf8') }))
  })
}
