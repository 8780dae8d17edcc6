/**
 * Makes of this package one that stands alone: `hilo-meta-sim`, plain JavaScript with everything it needs
 * inside, because Node does not run TypeScript from `node_modules`. Types are blanked out, so that a stack
 * trace names the lines of the source.
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url))
const PROTOCOL = dirname(fileURLToPath(import.meta.resolve('@hilo/protocol')))
const LEFT_OUT = /\.test\.ts$|^(testing|pack)\//
const BUNDLED = ['zod', 'ws']

/** Writes the package into `folder`, which is emptied first. */
export async function buildPackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'bin'), { recursive: true })
  const protocol = join(folder, 'protocol')
  await convertAll(PROTOCOL, protocol, protocol)
  await convertAll(join(PACKAGE, 'src'), join(folder, 'src'), protocol)
  const bin = await readFile(join(PACKAGE, 'bin/hilo-meta-sim.mjs'), 'utf8')
  await writeFile(join(folder, 'bin/hilo-meta-sim.mjs'), bin.replace('main.ts', 'main.js'), { mode: 0o755 })
  for (const name of ['README.md', 'scenarios']) {
    await cp(join(PACKAGE, name), join(folder, name), { recursive: true })
  }
  await cp(resolve(PACKAGE, '../../LICENSE'), join(folder, 'LICENSE'))
  await Promise.all(BUNDLED.map((name) => copyDependency(name, join(folder, 'node_modules', name))))
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`)
}

async function manifest(): Promise<object> {
  const own = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'))
  const dependencies = Object.fromEntries(BUNDLED.map((name) => [name, own.dependencies[name]]))
  return {
    name: 'hilo-meta-sim',
    version: own.version,
    description: 'WhatsApp, Messenger and Instagram on your machine: a Graph API with phones to hold.',
    license: own.license,
    type: 'module',
    engines: { node: '>=24' },
    bin: own.bin,
    exports: { '.': './src/index.js' },
    files: ['bin', 'src', 'protocol', 'scenarios'],
    dependencies,
    bundleDependencies: BUNDLED,
  }
}

async function convertAll(from: string, to: string, protocol: string): Promise<void> {
  for (const name of await readdir(from, { recursive: true })) {
    const path = name.replaceAll('\\', '/')
    if (LEFT_OUT.test(path) || !/\.\w+$/.test(path)) continue
    const target = join(to, path.replace(/\.ts$/, '.js'))
    await mkdir(dirname(target), { recursive: true })
    if (!path.endsWith('.ts')) await cp(join(from, path), target)
    else await writeFile(target, converted(await readFile(join(from, path), 'utf8'), target, protocol))
  }
}

/** JavaScript that imports JavaScript, and the protocol by its place in this package. */
function converted(source: string, target: string, protocol: string): string {
  const toProtocol = relative(dirname(target), join(protocol, 'index.js')).replaceAll('\\', '/')
  return stripTypeScriptTypes(source)
    .replace(/((?:from|import) ')(\.[^']*)\.ts'/g, "$1$2.js'")
    .replaceAll("'@hilo/protocol'", `'${toProtocol.startsWith('.') ? toProtocol : `./${toProtocol}`}'`)
}

/** What of a dependency runs: no types, no source maps, no sources. */
async function copyDependency(name: string, to: string): Promise<void> {
  const from = rootOf(name)
  await cp(from, to, {
    recursive: true,
    filter: (path) => {
      const inside = relative(from, path)
      return !/^(src|node_modules)([\\/]|$)|\.d\.[cm]?ts$|\.map$|\.cjs$/.test(inside)
    },
  })
}

function rootOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(`${name}/package.json`)
  return dirname(entry)
}
