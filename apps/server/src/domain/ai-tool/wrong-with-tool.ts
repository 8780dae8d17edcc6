import { AiToolName, type AiToolSettings, type Id, type Issue } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import type { Keys } from '../../db/keys.ts'
import { statement } from '../../db/statement.ts'
import { issueAt } from '../issue/refuse.ts'
import { SECRETS_NAME, type StoredSettings } from './ai-tool.ts'
import { checkApprovers } from './approvers.ts'
import { checkAssurance, checkTool, type ReadableSettings } from './check.ts'
import { checkInboxes } from './check-inboxes.ts'
import { readSettings } from './read-settings.ts'

/**
 * All that is wrong with a tool, told at once: what it says by itself, what it names of the org, and its
 * secrets. Of what does not fit the contract the rest is checked all the same.
 */

const LOCK = statement(`
  select id, settings, sealed, revision from ai_tool where org_id = $1 and name = $2 for update`)
const COUNT = statement('select count(*)::int as count from ai_tool where org_id = $1')

type KnownTool = { id: Id; settings: Buffer; sealed: Buffer | null; revision: number }

/** What is known of where a tool is kept. */
export type ToolPlace = {
  keys: Keys
  /** Hosts of this machine that may be reached in development. */
  loopback: readonly string[]
  /** Codes can be sent by mail. */
  canMail: boolean
}

const TOOLS_MAX = 50

/** Null: there is none of that name. */
export async function lockTool(tx: OrgTx, name: string): Promise<KnownTool | null> {
  const { rows } = await tx.query<KnownTool>(LOCK, [tx.orgId, name])
  return rows[0] ?? null
}

type Wanted = { known: KnownTool | null; settings: ReadableSettings }

export async function wrongWithTool(
  tx: OrgTx,
  place: ToolPlace,
  { known, settings }: Wanted,
): Promise<Issue[]> {
  return [
    ...checkTool(settings, place.loopback),
    ...checkAssurance(settings, place),
    ...(await checkInboxes(tx, settings.inboxIds ?? [])),
    ...(await checkApprovers(tx, settings.approvers)),
    ...checkSecrets(
      settings,
      known && { ...known, names: Object.keys(secretsBefore(tx, place.keys, known)) },
    ),
    ...(known ? [] : await checkRoom(tx)),
  ]
}

type Sent = { name: unknown; settings: unknown; expect: unknown }

/** The same of a request that does not fit its contract. */
export async function wrongWithSent(tx: OrgTx, place: ToolPlace, sent: Sent): Promise<Issue[]> {
  const name = AiToolName.safeParse(sent.name).data
  const known = name === undefined ? null : await lockTool(tx, name)
  const issues = await wrongWithTool(tx, place, { known, settings: readSettings(sent.settings) })
  return known && sent.expect === 0 ? [...issues, TAKEN] : issues
}

export const TAKEN = issueAt(
  'name',
  'There is a tool with that name already: choose another.',
  'Ya hay una herramienta con ese nombre: elige otro.',
)

/** The secrets of a tool as they are kept, by the names of their headers. */
export function secretsBefore(tx: OrgTx, keys: Keys, known: KnownTool | null): Record<string, string> {
  if (!known?.sealed) return {}
  const place = { orgId: tx.orgId, ownerId: known.id, name: SECRETS_NAME }
  return JSON.parse(keys.unsealSecret(place, known.sealed)) as Record<string, string>
}

type Before = { names: readonly string[]; settings: Buffer }
type Secretive = Partial<Pick<AiToolSettings, 'secretHeaders' | 'hosts'>>

/** That each has a value, and that a value that is kept goes nowhere that it was not given for. */
function checkSecrets({ secretHeaders = [], hosts = [] }: Secretive, before: Before | null): Issue[] {
  const hostsBefore = before ? decode<StoredSettings>(before.settings).hosts : []
  const goesElsewhere = hosts.some((host) => !hostsBefore.includes(host))
  return secretHeaders.flatMap(({ name, value }, nth) => {
    if (value !== undefined) return []
    const at = ['secretHeaders', nth, 'value']
    if (!before?.names.includes(name)) return [issueAt(at, 'Write its value.', 'Escribe su valor.')]
    if (!goesElsewhere) return []
    return [
      issueAt(
        at,
        'Write its value again, because it would go to another host.',
        'Vuelve a escribir su valor, porque iría a otro servidor.',
      ),
    ]
  })
}

async function checkRoom(tx: OrgTx): Promise<Issue[]> {
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId])
  if ((rows[0]?.count ?? 0) < TOOLS_MAX) return []
  return [
    issueAt(
      'name',
      `There are ${TOOLS_MAX} tools, and no room for more: remove one first.`,
      `Hay ${TOOLS_MAX} herramientas, y no caben más: elimina una antes.`,
    ),
  ]
}
