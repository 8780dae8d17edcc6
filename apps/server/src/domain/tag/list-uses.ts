import type { InstructionWords, TagUse } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// Micro-backends may make more than members may: who tidies up sees the first thousand.
const LIST = statement(`
  select t.name, count(ct.tag_id)::int as conversations from tag t
  left join conversation_tag ct on ct.org_id = t.org_id and ct.tag_id = t.id
  where t.org_id = $1 group by t.id, t.name order by lower(t.name), t.name limit 1000`)
const IN_FORCE = statement(`
  select v.words from ai_instruction i
  join ai_instruction_version v on v.org_id = i.org_id and v.instruction_id = i.id
    and v.version = i.published_version
  where i.org_id = $1`)

/** The tags of the org by name, with what would notice if one of them went. */
export async function listTagUses(tx: OrgTx): Promise<TagUse[]> {
  const { rows } = await tx.query<{ name: string; conversations: number }>(LIST, [tx.orgId])
  const named = await namedInInstructions(tx)
  return rows.map((row) => ({ ...row, isInInstructions: named.has(row.name.toLowerCase()) }))
}

async function namedInInstructions(tx: OrgTx): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ words: Buffer }>(IN_FORCE, [tx.orgId])
  const topics = rows.flatMap(({ words }) => decode<InstructionWords>(words).peopleTopics)
  const tags = topics.flatMap(({ tag, onlyWithTag }) => [tag ?? [], onlyWithTag ?? []].flat())
  return new Set(tags.map((tag) => tag.toLowerCase()))
}
