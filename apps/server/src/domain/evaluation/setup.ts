import { createHash } from 'node:crypto'
import { type InstructionPlace, SetupPart } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { codeToolsOf } from '../ai-tool/code-tool.ts'
import { toolsOf } from '../ai-tool/open.ts'
import { type InstallationModels, readInstallation } from '../installation-models/installation-models.ts'
import type { PlannedCase } from './evaluation.ts'

/** Marks of what answers are made with beside words: each is the same for the same. */
export type Setup = {
  models: string
  meaning: string
  /** What the operator has set, as far as it is used; not in those that began before that was kept. */
  installation?: { models: string; meaning: string }
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

/** What answers are made with now, with the tools of these places; `set`: by the operator. */
export async function readSetup(
  tx: OrgTx,
  places: Iterable<InstructionPlace>,
  set?: InstallationModels | null,
): Promise<Setup> {
  const { rows } = await tx.query<Row>(PROVIDERS, [tx.orgId])
  const ofOperator = set === undefined ? await readInstallation(tx) : set
  const tools: Record<InstructionPlace, string> = {}
  for (const place of new Set(places)) tools[place] = await toolsAt(tx, place)
  const placing = rows.filter(({ isPlacing }) => isPlacing)
  return {
    models: markOf(rows.map(({ kind, baseUrl, model }) => [kind, baseUrl, model])),
    meaning: markOf(placing.map(({ kind, baseUrl, embeddingModel }) => [kind, baseUrl, embeddingModel])),
    installation: installationMarks(rows, ofOperator),
    tools,
  }
}

/** A model that the org names itself is asked at the operator's address, whatever model is set there. */
function installationMarks(rows: readonly Row[], set: InstallationModels | null) {
  const marksOf = (key: 'model' | 'embeddingModel', used: readonly Row[]) =>
    markOf(
      used.flatMap(({ kind, ...own }) =>
        kind === 'installation' ? [[set?.baseUrl, own[key] ?? set?.[key]]] : [],
      ),
    )
  return {
    models: marksOf('model', rows),
    meaning: marksOf(
      'embeddingModel',
      rows.filter(({ isPlacing }) => isPlacing),
    ),
  }
}

/** Where tools are offered: only a case that says what they answer has any. */
export function toolPlaces(cases: readonly Pick<PlannedCase, 'inboxId' | 'standIns'>[]): InstructionPlace[] {
  return cases.flatMap(({ inboxId, standIns = [] }) => (standIns.length > 0 ? (inboxId ?? 'org') : []))
}

/** What of it is not the same; of tools, only in the places that both know. */
export function setupDifference(one: Setup, other: Setup): SetupPart[] {
  const isOther: Record<SetupPart, boolean> = {
    models: one.models !== other.models || isSetOtherwise('models', one, other),
    meaning: one.meaning !== other.meaning || isSetOtherwise('meaning', one, other),
    tools: Object.entries(one.tools).some(([place, mark]) => (other.tools[place] ?? mark) !== mark),
  }
  return SetupPart.options.filter((part) => isOther[part])
}

function isSetOtherwise(what: 'models' | 'meaning', one: Setup, other: Setup): boolean {
  const [mark, its] = [one.installation?.[what], other.installation?.[what]]
  return mark !== undefined && its !== undefined && mark !== its
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
