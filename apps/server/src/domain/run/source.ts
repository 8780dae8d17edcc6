import { SourceMap } from 'node:module'
import type { Id, SourceLine } from '@hilo/protocol'
import { decodeRaw } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const MAP = statement('select source_map as "sourceMap" from backend_version where org_id = $1 and id = $2')
const KNOWN_MAX = 5_000
const TEXT_MAX = 200

/** The author's line for a place (`line:column`) in a version's bundle; null when it cannot be told. */
export type Sources = (tx: OrgTx, versionId: Id, at: string) => Promise<SourceLine | null>

/**
 * Finds lines, and remembers them: a bundle has few places that wait, and reading its map costs some 20 ms.
 */
export function createSources(): Sources {
  const known = new Map<string, SourceLine | null>()
  return async (tx, versionId, at) => {
    const key = `${versionId} ${at}`
    const hit = known.get(key)
    if (hit !== undefined) return hit
    if (known.size >= KNOWN_MAX) known.clear()
    const line = await findLine(tx, versionId, at)
    known.set(key, line)
    return line
  }
}

async function findLine(tx: OrgTx, versionId: Id, at: string): Promise<SourceLine | null> {
  const { rows } = await tx.query<{ sourceMap: Buffer | null }>(MAP, [tx.orgId, versionId])
  const bytes = rows[0]?.sourceMap
  if (!bytes) return null
  const map = new SourceMap(JSON.parse(decodeRaw(bytes).toString('utf8')))
  const [row = 0, column = 0] = at.split(':').map(Number)
  const entry = map.findEntry(row - 1, column - 1)
  if (!('originalSource' in entry)) return null
  const { originalSource: file, originalLine, originalColumn } = entry
  const { sources, sourcesContent } = map.payload
  const text = sourcesContent?.[sources.indexOf(file)]?.split('\n')[originalLine]
  return {
    file,
    line: originalLine + 1,
    column: originalColumn + 1,
    text: text?.trim().slice(0, TEXT_MAX) ?? null,
  }
}
