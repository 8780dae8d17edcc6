import { type PackedVector, packVector } from '@hilo/ai'
import type { Id } from '@hilo/protocol'
import type { Ground } from '../../apps/server/src/app.ts'
import { encodeRaw } from '../../apps/server/src/db/codec.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { saveVectors } from '../../apps/server/src/domain/vector/vector.ts'

export const SPACE = 'eval'

const AT_ONCE = 500
const CHUNKS = statement(`
  select id as "chunkId" from chunk where org_id = $1 and no >= $2 and no < $3 order by no`)

/** Places every chunk somewhere: how long a search takes does not hang on where. */
export async function seedVectors({ db }: Ground, orgId: Id, dimensions: number): Promise<void> {
  for (let from = 0; ; from += AT_ONCE) {
    const count = await db.withOrg(orgId, async (tx) => {
      const { rows } = await tx.query<{ chunkId: Id }>(CHUNKS, [orgId, from, from + AT_ONCE])
      const vectors = rows.map(({ chunkId }) => ({
        ...{ chunkId, audience: 'public' as const, hash: encodeRaw(Buffer.from(chunkId)) },
        packed: anyVector(dimensions),
      }))
      await saveVectors(tx, SPACE, vectors)
      return rows.length
    })
    if (count === 0) return
  }
}

/** A vector by chance. */
export function anyVector(dimensions: number): PackedVector {
  const vector = packVector(Float32Array.from({ length: dimensions }, () => Math.random() - 0.5))
  if (!vector) throw new Error('A vector by chance is none.')
  return vector
}
