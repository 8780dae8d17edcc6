import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { AppError, type BackendManifest } from '@hilo/protocol'
import { type BuildFailure, build, type Plugin } from 'esbuild'
import { chooseIsolation, type Isolation } from './host/isolation.ts'
import { readManifest } from './host/manifest.ts'
import { OURS_MARK } from './serve/stack.ts'

export type Bundle = {
  readonly hash: string
  readonly bundlePath: string
  readonly manifest: BackendManifest
}

/** What needs no permission and reaches nothing outside of the process. */
const BUILTINS_ALLOWED = new Set([
  ...['assert', 'buffer', 'crypto', 'events', 'path', 'querystring', 'string_decoder', 'url', 'util'],
])
/** The languages of zod's own messages. All 65 would make every bundle twice as large. */
const LOCALES = ['en', 'es', 'pt']
  .map((name) => `export { default as ${name} } from './${name}.js'`)
  .join('\n')
const OURS = import.meta.dirname
const PACKAGES = join(OURS, '../..') + sep

/**
 * Bundles an author's file with all it imports and the main of its process into `<outDir>/<hash>.cjs`, and
 * asks it for its manifest. The same sources give the same hash. Nothing is executed outside of the
 * isolation.
 *
 * CommonJS, because it starts as fast as a module and needs no package lookup in the isolated file tree.
 *
 * @throws AppError `invalid_request` with the place, when the file does not compile or imports what it may
 * not.
 */
export async function bundleBackend(
  entryFile: string,
  { outDir, isolation, startMs }: { outDir: string; isolation?: Isolation; startMs?: number },
): Promise<Bundle> {
  const { code, map } = await compile(resolve(entryFile))
  const hash = createHash('sha256').update(code).digest('hex')
  const bundlePath = join(resolve(outDir), `${hash}.cjs`)
  await mkdir(outDir, { recursive: true })
  await Promise.all([writeWhole(bundlePath, code), writeWhole(`${bundlePath}.map`, map)])
  const manifest = await readManifest(bundlePath, isolation ?? (await chooseIsolation()), startMs)
  return { hash, bundlePath, manifest }
}

async function compile(entryFile: string): Promise<{ code: Uint8Array; map: string }> {
  const folder = dirname(entryFile)
  // In this order, so that what the author's module prints or throws while it is loaded is heard. Not by
  // `import()`: esbuild would wrap each module in a function that is called by its path.
  const main = `import { serve } from ${JSON.stringify(join(OURS, 'serve/serve.ts'))}
import * as author from ${JSON.stringify(entryFile)}
serve(author)`
  try {
    const { outputFiles } = await build({
      stdin: { contents: main, resolveDir: OURS, sourcefile: 'main.ts', loader: 'ts' },
      absWorkingDir: folder,
      outfile: join(folder, 'backend.cjs'),
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      // Comments would hold paths, and the hash would depend on where the sources are.
      minifyWhitespace: true,
      sourcemap: 'external',
      logLevel: 'silent',
      plugins: [imports(folder)],
    })
    const [map, code] = outputFiles
    if (!map || !code) throw new Error('esbuild gave no output.')
    return { code: code.contents, map: withoutPaths(map.text, folder) }
  } catch (error) {
    throw new AppError('invalid_request', wordsOf(error as BuildFailure), { cause: error })
  }
}

/**
 * Names the sources by what they are: a stack is shown to authors, and where the server is installed is not
 * theirs. Keeps the text of the author's own files, so that a line can be shown, and of no other.
 */
function withoutPaths(map: string, folder: string): string {
  const parsed = JSON.parse(map) as { sources: string[]; sourcesContent: (string | null)[] }
  const { sources, sourcesContent: texts } = parsed
  parsed.sources = sources.map((source) => {
    const dependency = source.lastIndexOf('node_modules/')
    if (dependency >= 0) return source.slice(dependency)
    return resolve(folder, source).startsWith(PACKAGES) ? `${OURS_MARK}${basename(source)}` : source
  })
  parsed.sourcesContent = parsed.sources.map((source, at) => (isAuthors(source) ? (texts[at] ?? null) : null))
  return JSON.stringify(parsed)
}

function isAuthors(source: string): boolean {
  return !source.startsWith(OURS_MARK) && !source.startsWith('node_modules/')
}

/**
 * Gives every backend our `@hilo/sdk` and `zod`, wherever its file is, and refuses the parts of Node it
 * cannot use.
 */
function imports(folder: string): Plugin {
  const builtins = new Set(builtinModules)
  return {
    name: 'imports',
    setup(builder) {
      builder.onResolve({ filter: /^(@hilo\/sdk|zod)$/ }, ({ path, kind, pluginData }) =>
        pluginData === OURS ? null : builder.resolve(path, { kind, resolveDir: OURS, pluginData: OURS }),
      )
      builder.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
        contents: LOCALES,
        loader: 'js',
      }))
      builder.onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path, importer }) => {
        const name = path.replace(/^node:/, '')
        if (!builtins.has(name) || importer.startsWith(OURS + sep) || BUILTINS_ALLOWED.has(name)) return null
        const place = relative(folder, importer)
        const text = `'${path}' is imported by ${place}, but a backend has no files, processes or sockets.`
        return { errors: [{ text: `${text} Use fetch inside chat.step.` }] }
      })
    },
  }
}

function wordsOf(failure: BuildFailure): string {
  const [first] = failure.errors ?? []
  if (!first) return failure.message
  const { location, text } = first
  return location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text
}

/** A reader sees the whole file or none, also after a crash in between. */
async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, bytes)
  await rename(unfinished, path)
}
