/**
 * Loads an author's file and what it imports. Wherever the file is, `@hilo/sdk` and `zod` are the ones of
 * this command line, as in a deployed bundle: two copies of the SDK would not know each other's errors. Each
 * load evaluates the author's own files anew, so that a changed one is heard.
 */
import { existsSync, statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Backend } from '@hilo/runtime/replay'
import { CommandError, wrongUsage } from '../command.ts'

const OURS = /^(@hilo\/sdk(\/testing)?|zod)$/
const LOADED = 'hilo-load'
let loads = 0

/** The file that is meant: the one named, or `backend.ts` of the folder that is named or current. */
export function findBackend(named: string | undefined, folder: string): string {
  const path = resolve(folder, named ?? '.')
  if (!existsSync(path)) throw wrongUsage(`There is no ${named}: name the file of a micro-backend.`)
  if (!statSync(path).isDirectory()) return path
  const found = ['backend.ts', 'src/backend.ts', 'backend.mts', 'backend.js', 'backend.mjs']
    .map((name) => join(path, name))
    .find((file) => existsSync(file))
  if (found) return found
  throw wrongUsage(`There is no backend.ts in ${path}: name a file, or begin with hilo init.`)
}

/**
 * The micro-backend of a file.
 *
 * @throws CommandError with the place, when it does not compile, throws while it is loaded or has no backend.
 */
export async function loadBackend(file: string): Promise<Backend> {
  const module = await loadModule(file)
  const backend = module.default as Backend | undefined
  if (typeof backend?.run === 'function' && typeof backend.name === 'string') return backend
  throw new CommandError(`${file} has no default export made by defineBackend: add one.`)
}

/** @throws CommandError with the place, when it does not compile or throws while it is loaded. */
export async function loadModule(file: string): Promise<{ readonly default?: unknown }> {
  if (loads === 0) registerHooks({ resolve: resolveOurs })
  const url = pathToFileURL(file)
  url.searchParams.set(LOADED, String(++loads))
  try {
    return await import(url.href)
  } catch (error) {
    throw new CommandError(`${file} could not be loaded.\n${placeOf(error)}`, { cause: error })
  }
}

/** A stack or a text without what `loadModule` adds to names of files. */
export function withoutLoads(text: string): string {
  return text.replaceAll(new RegExp(`\\?${LOADED}=\\d+`, 'g'), '')
}

const resolveOurs: Parameters<typeof registerHooks>[0]['resolve'] = (specifier, context, next) => {
  if (OURS.test(specifier)) return next(specifier, { ...context, parentURL: import.meta.url })
  const load = context.parentURL && new URLSearchParams(URL.parse(context.parentURL)?.search).get(LOADED)
  const resolved = next(specifier, context)
  if (!load || !resolved.url.startsWith('file:') || resolved.url.includes('/node_modules/')) return resolved
  const url = new URL(resolved.url)
  url.searchParams.set(LOADED, load)
  return { ...resolved, url: url.href }
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const lines = withoutLoads(error.stack ?? error.message).split('\n')
  return lines.filter((line) => !/^\s+at .*(node:internal|sdk\/src\/cli)/.test(line)).join('\n')
}
