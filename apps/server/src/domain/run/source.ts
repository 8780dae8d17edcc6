import { SourceMap } from 'node:module'
import { assert, type Id, type SourceLine } from '@hilo/protocol'
import { decodeRaw } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const MAP = statement('select source_map as "sourceMap" from backend_version where org_id = $1 and id = $2')
const KNOWN_MAX = 5_000
const TEXT_MAX = 200

/** The author's line for a place (`line:column`) in a version's bundle; null when it cannot be told. */
export type Sources = (tx: OrgTx, versionId: Id, at: string) => Promise<SourceLine | null>

/** Told when the map of a version cannot be read. */
type OnFault = (fault: { orgId: Id; versionId: Id; error: unknown }) => void

/**
 * Finds lines, and remembers them: a bundle has few places that wait, and reading its map costs some 20 ms. A
 * map that cannot be read leaves the line out, and is told once for each place.
 */
export function createSources(onFault: OnFault): Sources {
  const known = new Map<string, SourceLine | null>()
  return async (tx, versionId, at) => {
    const key = `${versionId} ${at}`
    const hit = known.get(key)
    if (hit !== undefined) return hit
    if (known.size >= KNOWN_MAX) known.clear()
    const map = await readMap(tx, versionId)
    const line = map && lineIn(map, at, (error) => onFault({ orgId: tx.orgId, versionId, error }))
    known.set(key, line)
    return line
  }
}

async function readMap(tx: OrgTx, versionId: Id): Promise<Buffer | null> {
  const { rows } = await tx.query<{ sourceMap: Buffer | null }>(MAP, [tx.orgId, versionId])
  const bytes = rows[0]?.sourceMap
  return bytes ? decodeRaw(bytes) : null
}

/** A map is what somebody uploaded beside their bundle: it may be anything. */
function lineIn(map: Buffer, at: string, onFault: (error: unknown) => void): SourceLine | null {
  try {
    return findLine(new SourceMap(JSON.parse(map.toString('utf8'))), at)
  } catch (error) {
    onFault(error)
    return null
  }
}

function findLine(map: SourceMap, at: string): SourceLine | null {
  const [row = 0, column = 0] = at.split(':').map(Number)
  const entry = map.findEntry(row - 1, column - 1)
  if (!('originalSource' in entry)) return null
  const { originalSource: file, originalLine, originalColumn } = entry
  assert(typeof file === 'string', 'The map names its files.')
  const { sources, sourcesContent } = map.payload
  const text = sourcesContent?.[sources.indexOf(file)]?.split('\n')[originalLine]
  return {
    file,
    line: originalLine + 1,
    column: originalColumn + 1,
    text: text?.trim().slice(0, TEXT_MAX) ?? null,
  }
}
