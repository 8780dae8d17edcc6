import { createHash } from 'node:crypto'
import { type InstructionPlace, SetupPart } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { codeToolsOf } from '../ai-tool/code-tool.ts'
import { toolsOf } from '../ai-tool/open.ts'
import type { PlannedCase } from './evaluation.ts'

/** Marks of what answers are made with beside words: each is the same for the same. */
export type Setup = {
  models: string
  meaning: string
  /** By the inbox, or `org`, of each case that tools are offered to. */
  tools: Readonly<Record<InstructionPlace, string>>
}

const PROVIDERS = statement(`
  select kind, base_url as "baseUrl", model, embedding_model as "embeddingModel", is_placing as "isPlacing"
  from ai_provider where org_id = $1 and is_enabled order by place, name`)

type Row = {
  kind: string
  baseUrl: string | null
  model: string | null
  embeddingModel: string | null
  isPlacing: boolean
}

/** What answers are made with now, with the tools of these places. */
export async function readSetup(tx: OrgTx, places: Iterable<InstructionPlace>): Promise<Setup> {
  const { rows } = await tx.query<Row>(PROVIDERS, [tx.orgId])
  const tools: Record<InstructionPlace, string> = {}
  for (const place of new Set(places)) tools[place] = await toolsAt(tx, place)
  const placing = rows.filter(({ isPlacing }) => isPlacing)
  return {
    models: markOf(rows.map(({ kind, baseUrl, model }) => [kind, baseUrl, model])),
    meaning: markOf(placing.map(({ kind, baseUrl, embeddingModel }) => [kind, baseUrl, embeddingModel])),
    tools,
  }
}

/** Where tools are offered: only a case that says what they answer has any. */
export function toolPlaces(cases: readonly Pick<PlannedCase, 'inboxId' | 'standIns'>[]): InstructionPlace[] {
  return cases.flatMap(({ inboxId, standIns = [] }) => (standIns.length > 0 ? (inboxId ?? 'org') : []))
}

/** What of it is not the same; of tools, only in the places that both know. */
export function setupDifference(one: Setup, other: Setup): SetupPart[] {
  const isOther: Record<SetupPart, boolean> = {
    models: one.models !== other.models,
    meaning: one.meaning !== other.meaning,
    tools: Object.entries(one.tools).some(([place, mark]) => (other.tools[place] ?? mark) !== mark),
  }
  return SetupPart.options.filter((part) => isOther[part])
}

async function toolsAt(tx: OrgTx, place: InstructionPlace): Promise<string> {
  const inboxId = place === 'org' ? null : place
  const tools = await toolsOf(tx, inboxId)
  const names = tools.map(({ name }) => name)
  const ofCode = await codeToolsOf(tx, inboxId, names)
  return markOf([
    tools.map(({ id, name, revision }) => [id, name, revision]),
    // Not by its version: code that is deployed anew is offered as before, and an evaluation does not run it.
    ofCode.map(({ id, name, revision, settings, code: { input, reads } }) => ({
      ...{ id, name, revision, settings, input, reads },
    })),
  ])
}

function markOf(ordered: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex').slice(0, 12)
}
