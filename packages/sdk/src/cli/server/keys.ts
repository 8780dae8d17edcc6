/** Where `hilo login` keeps keys: one file that its owner alone may read, with a key for each server. */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Call, CommandError, type Options, type Terminal, wrongUsage } from '../command.ts'
import { type Client, createClient } from './client.ts'

const Keys = z.object({
  /** The server that is meant when none is named: where somebody logged in last. */
  server: z.string().nullable(),
  keys: z.record(z.string(), z.string()),
})
type Keys = z.infer<typeof Keys>

export const SERVER_OPTIONS = {
  server: { type: 'string', value: 'url', about: 'The server; else HILO_SERVER, else where you logged in.' },
} as const satisfies Options

type ServerCall = Pick<Call<typeof SERVER_OPTIONS>, 'values' | 'terminal'>

/** @throws CommandError when it is not known which server, or there is no key for it. */
export async function connect({ values, terminal }: ServerCall): Promise<Client> {
  const stored = await readKeys(terminal)
  const named = values.server ?? (terminal.env.HILO_SERVER || stored.server)
  if (!named) throw wrongUsage('Name the server with --server or HILO_SERVER, or run hilo login.')
  const url = safeServerOf(named)
  const key = terminal.env.HILO_API_KEY || stored.keys[url]
  if (!key) throw new CommandError(`There is no key for ${url}: run hilo login, or set HILO_API_KEY.`)
  return createClient(url, key)
}

/** The address as keys are kept by it. */
export function serverOf(named: string): string {
  const url = URL.parse(named)
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '')
  throw wrongUsage(`'${named}' is no address: write it like https://hilo.example.com.`)
}

/** @throws CommandError when a key would go to it in clear text. */
export function safeServerOf(named: string): string {
  const server = serverOf(named)
  const { protocol, hostname } = new URL(server)
  if (protocol === 'https:' || LOOPBACK.test(hostname)) return server
  throw wrongUsage(`${server} would get the key in clear text: write https://, or run hilo on its host.`)
}

// `URL` has written 127.1 and the like as four numbers.
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export async function storeKey(terminal: Terminal, server: string, key: string): Promise<string> {
  const { keys } = await readKeys(terminal)
  return writeKeys(terminal, { server, keys: { ...keys, [server]: key } })
}

/** @returns false when there was none. */
export async function forgetKey(terminal: Terminal, server: string): Promise<boolean> {
  const { keys, ...stored } = await readKeys(terminal)
  const { [server]: forgotten, ...left } = keys
  if (forgotten === undefined) return false
  await writeKeys(terminal, { server: stored.server === server ? null : stored.server, keys: left })
  return true
}

export async function readKeys(terminal: Terminal): Promise<Keys> {
  const file = fileOf(terminal)
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null
    throw new CommandError(`${file} cannot be read: ${error.code}.`, { cause: error })
  })
  if (text === null) return { server: null, keys: {} }
  try {
    return Keys.parse(JSON.parse(text))
  } catch (cause) {
    throw new CommandError(`${file} is damaged: remove it, and run hilo login.`, { cause })
  }
}

/** A reader sees the whole file or none, and nobody but its owner. */
async function writeKeys(terminal: Terminal, stored: Keys): Promise<string> {
  const file = fileOf(terminal)
  const unfinished = `${file}.${process.pid}`
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(unfinished, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 })
  await chmod(unfinished, 0o600)
  await rename(unfinished, file)
  return file
}

/** https://specifications.freedesktop.org/basedir-spec */
function fileOf({ env }: Terminal): string {
  return join(env.XDG_CONFIG_HOME || join(env.HOME ?? homedir(), '.config'), 'hilo', 'keys.json')
}
