import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { root } from './command-line.mjs'
import { fingerprintOf, hasStamp, writeStamp } from './fingerprint.mjs'
import { tellProgress } from './tell-progress.mjs'

const LOCKFILE = join(root, 'package-lock.json')
const STAMP = join(root, 'node_modules', '.hilo-lock-hash')

/** Runs `npm ci` when what is installed is not what the lockfile says; else does nothing. */
export async function installWhenStale() {
  if (!existsSync(LOCKFILE)) {
    throw new Error('package-lock.json is missing: get it back with "git checkout package-lock.json".')
  }
  const fingerprint = fingerprintOf([LOCKFILE])
  if (hasStamp(STAMP, fingerprint)) return
  await tellProgress('Installing the dependencies, once: half a minute or a whole one', install)
  requireNode()
  writeStamp(STAMP, fingerprint)
}

/**
 * `npm ci` deletes `node_modules` first, and from the second start on this very process runs on the Node in
 * there. So npm is run by the Node that runs npm itself, with nothing of `node_modules` on its path.
 */
async function install() {
  rmSync(STAMP, { force: true })
  const { npm_node_execpath: node, npm_execpath: npm } = process.env
  const byItself = node && npm && existsSync(npm) && /npm-cli\.js$/.test(npm)
  const [program, ...first] = byItself ? [node, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn(program, [...first, ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: !byItself && process.platform === 'win32',
    env: { ...process.env, PATH: pathWithoutModules() },
  })
  // It does not heed SIGTERM, and left alone it would go on deleting and writing under the next start.
  const end = () => child.kill('SIGKILL')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end)
  const [code] = await once(child, 'exit').catch((cause) => {
    throw new Error(`npm could not be run (${cause.message}): install Node.js with npm, then start again.`, {
      cause,
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, end)
  if (code === 0) return
  throw new Error('Installing the dependencies did not end well: check the network and start again.')
}

function pathWithoutModules() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.split(sep).includes('node_modules')).join(delimiter)
}

function requireNode() {
  if (existsSync(join(root, 'node_modules', '.bin', 'node'))) return
  const platform = `${process.platform} ${process.arch}`
  throw new Error(`npm installed no Node 24 for ${platform}: run "npm ci --include=optional".`)
}
