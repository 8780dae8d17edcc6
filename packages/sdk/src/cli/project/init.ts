/**
 * Begins a project. It works at once, offline and on any place of the machine: the folder is linked to the
 * SDK that this command line belongs to, as `npm install` would do with the `file:` dependency in its
 * package.json.
 */
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { BackendName } from '@hilo/protocol'
import { CommandError, command, wrongUsage } from '../command.ts'

const SDK = resolve(import.meta.dirname, '../../..')
const TEMPLATE = join(SDK, 'template')
const COPIED = ['backend.ts', 'backend.test.ts', 'tsconfig.json', 'README.md']
const NAME_IN_TEMPLATE = 'coffee-bar'

export const init = command({
  name: 'init',
  summary: 'Begin a project: a micro-backend with a test, ready to run',
  usage: '[dir]',
  about: `Writes backend.ts, backend.test.ts, package.json, tsconfig.json, README.md and .gitignore, and
links the SDK. It never overwrites a file. Nothing is downloaded.`,
  options: {
    name: { type: 'string', about: 'What the backend is called; by default as its folder.' },
  },
  async run({ values, positionals, terminal }) {
    const folder = resolve(terminal.folder, positionals[0] ?? '.')
    const name = values.name ?? nameOf(folder)
    if (!BackendName.safeParse(name).success) {
      throw wrongUsage(`'${name}' is no name: use a-z, 0-9 and -, 63 at most, and no - at the beginning.`)
    }
    const written = [...COPIED, 'package.json', '.gitignore']
    refuseToOverwrite(folder, written)
    await mkdir(folder, { recursive: true })
    for (const file of COPIED) await cp(join(TEMPLATE, file), join(folder, file))
    const backend = await readFile(join(folder, 'backend.ts'), 'utf8')
    await writeFile(join(folder, 'backend.ts'), backend.replace(`'${NAME_IN_TEMPLATE}'`, `'${name}'`))
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(packageOf(name), null, 2)}\n`)
    await writeFile(join(folder, '.gitignore'), 'node_modules/\n')
    await link(SDK, join(folder, 'node_modules/@hilo/sdk'))
    await link(join(SDK, 'bin/hilo.mjs'), join(folder, 'node_modules/.bin/hilo'))
    const near = relative(terminal.folder, folder)
    const place = near.startsWith('..') ? folder : near
    if (values.json) terminal.stdout.write(`${JSON.stringify({ name, folder, written })}\n`)
    else terminal.stdout.write(`${written.map((file) => `  ${file}`).join('\n')}\n\n${nextSteps(place)}`)
    return 0
  },
})

/** A name that `defineBackend` takes. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63)
  return name.replace(/-$/, '') || 'backend'
}

function refuseToOverwrite(folder: string, files: readonly string[]): void {
  const existing = files.filter((file) => existsSync(join(folder, file)))
  if (existing.length === 0) return
  throw new CommandError(`${folder} has ${existing.join(', ')} already: name another folder.`)
}

function packageOf(name: string) {
  return {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: { test: 'hilo test', chat: 'hilo chat', dev: 'hilo dev' },
    dependencies: { '@hilo/sdk': `file:${SDK}` },
    devDependencies: { '@types/node': '24', typescript: '>=5.9' },
  }
}

async function link(target: string, path: string): Promise<void> {
  if (existsSync(path)) return
  await mkdir(dirname(path), { recursive: true })
  // A junction needs no right on Windows, and is ignored elsewhere.
  await symlink(target, path, 'junction')
}

function nextSteps(place: string): string {
  const enter = place === '' ? '' : `  cd ${place}\n`
  return `Next:\n${enter}  npm test        runs its conversation test\n  npm run chat    talks to it here\n`
}
