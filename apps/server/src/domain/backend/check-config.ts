import { createContext, Script } from 'node:vm'
import { AppError, type BackendManifest, type Id, type Issue } from '@hilo/protocol'
import { z } from 'zod'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const MANIFESTS = statement(`
  select left(hash, 8) as version, manifest from backend_version
  where org_id = $1 and id = any ($2::uuid[]) order by id`)

/** A schema is the author's: one whose patterns take for ever must not hold the server up. */
const CHECK_MS = 200
const CONFIG_MAX = 64 * 1024
const UNCHECKABLE: Issue = {
  path: [],
  message: 'The schema of this version cannot be checked. Deploy it with a simpler one.',
  messageEs: 'El esquema de esta versión no se puede comprobar. Despliega una con uno más simple.',
}

/** What is wrong with a config by a version's JSON schema; empty when it fits, or the version takes none. */
function checkConfig(schema: unknown, config: unknown): Issue[] {
  if (JSON.stringify(config).length > CONFIG_MAX) {
    const kib = CONFIG_MAX / 1024
    const messageEs = `Ocupa más de ${kib} KiB.`
    return [{ path: [], message: `It is larger than ${kib} KiB.`, messageEs }]
  }
  if (schema === null || typeof schema !== 'object') return []
  try {
    return inTime(() => issuesOf(schema, config))
  } catch {
    return [UNCHECKABLE]
  }
}

/**
 * Refuses a config that does not fit every one of these versions.
 *
 * @throws AppError with the code that is given, and the issues of the first version that it does not fit.
 */
export async function requireFit(
  tx: OrgTx,
  config: unknown,
  { versionIds, code }: { versionIds: readonly (Id | null)[]; code: 'invalid_request' | 'conflict' },
): Promise<void> {
  const { rows } = await tx.query<{ version: string; manifest: Buffer }>(MANIFESTS, [
    tx.orgId,
    versionIds.filter((id) => id !== null),
  ])
  for (const { version, manifest } of rows) {
    const issues = checkConfig(decode<BackendManifest>(manifest).config, config)
    const [first] = issues
    if (!first) continue
    const where = first.path.length > 0 ? `${first.path.join('.')}: ` : ''
    throw new AppError(code, `The config does not fit version ${version}. ${where}${first.message}`, {
      issues,
    })
  }
}

function issuesOf(schema: object, config: unknown): Issue[] {
  const checker = z.fromJSONSchema(schema as never)
  const parsed = checker.safeParse(config)
  if (parsed.success) return []
  // What is wrong is put into words while it is found, so the other language looks for it again.
  const inSpanish = checker.safeParse(config, { error: SPANISH }).error?.issues ?? []
  return parsed.error.issues.map(({ path, message }, index) => ({
    path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
    message,
    messageEs: inSpanish[index]?.message ?? message,
  }))
}

const SPANISH = z.locales.es().localeError

const CALL = new Script('act()')

/** Runs something synchronous, and throws when it takes too long: also within a regular expression. */
function inTime<T>(act: () => T): T {
  return CALL.runInContext(createContext({ act }), { timeout: CHECK_MS }) as T
}
