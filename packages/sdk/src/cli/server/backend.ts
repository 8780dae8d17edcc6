/** Which micro-backend and which version of it a command is about. */
import { api, type Backend, type BackendVersion } from '@hilo/protocol'
import { type Call, CommandError, type Options, wrongUsage } from '../command.ts'
import { findBackend, loadBackend } from '../project/load.ts'
import type { Client } from './client.ts'
import { SERVER_OPTIONS } from './keys.ts'

export const BACKEND_OPTIONS = {
  backend: { type: 'string', value: 'name', about: 'Its name; else that of backend.ts in this folder.' },
  ...SERVER_OPTIONS,
} as const satisfies Options

/** @throws CommandError when none is named and this folder has none. */
export async function backendNameOf({
  values,
  terminal,
}: Pick<Call<typeof BACKEND_OPTIONS>, 'values' | 'terminal'>): Promise<string> {
  if (values.backend !== undefined) return values.backend
  const { name } = await loadBackend(findBackend(undefined, terminal.folder))
  return name
}

export function getBackend(client: Client, name: string): Promise<Backend> {
  return client.call(api.getBackend, { params: { name } })
}

/** All versions, newest first. */
export async function listVersions(client: Client, name: string): Promise<BackendVersion[]> {
  const versions: BackendVersion[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await client.call(api.listVersions, { params: { name }, query: { cursor, limit: 100 } })
    versions.push(...page.versions)
    if (page.next === null) return versions
    cursor = page.next
  }
}

/** The version that is meant by the beginning of its hash, or `latest`. */
export async function findVersion(client: Client, name: string, meant: string): Promise<BackendVersion> {
  const versions = await listVersions(client, name)
  const found =
    meant === 'latest' ? versions.slice(0, 1) : versions.filter(({ hash }) => hash.startsWith(meant))
  const [version] = found
  if (version && found.length === 1) return version
  if (found.length > 1)
    throw wrongUsage(`${found.length} versions begin with '${meant}': write more of the hash.`)
  throw new CommandError(`'${name}' has no version '${meant}': hilo versions lists them.`)
}

/** What is said of a backend that new runs use and no contact reaches; nothing of any other. */
export function unreached({ url }: Pick<Client, 'url'>, { name, inboxes }: Backend): string[] {
  if (inboxes.length > 0) return []
  return [
    `No inbox is answered by ${name} yet: choose it in the settings of an inbox, ${url}/settings/inboxes.`,
  ]
}

/** As people name it. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8)
}
