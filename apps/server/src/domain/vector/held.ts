import type { ArticleAudience, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { toBytes } from './vector.ts'

const SIZE = statement(`
  select count(*)::int as count, coalesce(max(dimensions), 0) as dimensions
  from chunk_vector where org_id = $1 and space = $2`)
const NEW = statement(`
  select chunk_id as "chunkId", version, audience, dimensions, small, scale from chunk_vector
  where org_id = $1 and (version, chunk_id) > ($3, $4::uuid) and space = $2
  order by version, chunk_id limit $5`)

const AT_ONCE = 2_000
const FIRST = '00000000-0000-0000-0000-000000000000'
/** Room for what is published next. */
const SPARE = 1.1
const SPARE_ROWS = 100
/** What a vector takes beside its dimensions: its id, and where it stands. */
const PER_ROW = 150

/** The vectors of one org, one after the other. */
export type Held = {
  space: string
  dimensions: number
  /** What it takes in memory. */
  bytes: number
  count: number
  small: Int8Array
  scales: Float32Array
  /** 1: for members only. */
  internal: Uint8Array
  ids: Id[]
  places: Map<Id, number>
  /** Up to where it is read. */
  version: number
  chunkId: Id
}

type Size = { count: number; dimensions: number }

export async function sizeOf(tx: OrgTx, space: string): Promise<Size> {
  const { rows } = await tx.query<Size>(SIZE, [tx.orgId, space])
  return rows[0] ?? { count: 0, dimensions: 0 }
}

/** What as many vectors take in memory, with the room for more. */
export function bytesFor({ count, dimensions }: Size): number {
  return roomFor(count) * (dimensions + PER_ROW)
}

function roomFor(count: number): number {
  return Math.ceil(count * SPARE) + SPARE_ROWS
}

export function openHeld(space: string, size: Size): Held {
  const { count, dimensions } = size
  const room = roomFor(count)
  return {
    ...{
      space,
      dimensions,
      bytes: bytesFor(size),
      count: 0,
      version: 0,
      chunkId: FIRST,
      ids: [],
      places: new Map(),
    },
    ...{
      small: new Int8Array(room * dimensions),
      scales: new Float32Array(room),
      internal: new Uint8Array(room),
    },
  }
}

/** There is no room for so many, or so many of what is held are gone that it is better read again. */
export function isFull(held: Held, now: Size): boolean {
  return (
    now.dimensions !== held.dimensions || now.count > held.scales.length || held.count > roomFor(now.count)
  )
}

type Row = {
  chunkId: Id
  version: number
  audience: ArticleAudience
  dimensions: number
  small: Buffer
  scale: number
}

/** Reads some of what is new. @returns whether there is more. */
export async function readNew(tx: OrgTx, held: Held): Promise<boolean> {
  const { space, version, chunkId } = held
  const { rows } = await tx.query<Row>(NEW, [tx.orgId, space, version, chunkId, AT_ONCE])
  for (const row of rows) take(held, row)
  return rows.length === AT_ONCE
}

function take(held: Held, { chunkId, version, audience, dimensions, small, scale }: Row): void {
  Object.assign(held, { version, chunkId })
  if (dimensions !== held.dimensions) return
  const at = held.places.get(chunkId) ?? held.count
  if (at === held.count) {
    // What came after its room was measured is read when it is measured again.
    if (at === held.scales.length) return
    held.count++
    held.ids.push(chunkId)
    held.places.set(chunkId, at)
  }
  held.small.set(toBytes(small), at * dimensions)
  held.scales[at] = scale
  held.internal[at] = audience === 'internal' ? 1 : 0
}
