import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../db/database.ts'
import { NOBODY } from '../domain/actor/actor.ts'
import { lockBackend } from '../domain/backend/backend.ts'
import { saveConfig } from '../domain/backend/config.ts'
import { addVersion } from '../domain/backend/deploy.ts'
import { activate } from '../domain/backend/promote.ts'
import { getVersion } from '../domain/backend/versions.ts'
import type { DemoBundle } from './bundle.ts'

type Config = { maxGuests: number; calendarUrl: string }

/**
 * Deploys the demo's micro-backend. What members made of it since stays: their config, and the version that
 * they deployed. A newer example takes the place of an older one only.
 */
export async function keepBackend(
  tx: OrgTx,
  { sourceMap, ...code }: DemoBundle,
  { calendarUrl }: { calendarUrl: string },
): Promise<Id> {
  const fresh: Config = { maxGuests: 8, calendarUrl }
  const sources = { sourceMap, sourceHash: null, note: null }
  const added = await addVersion(tx, code, { sources, actor: NOBODY, config: fresh })
  const backend = await lockBackend(tx, code.manifest.name)
  const kept = backend.config as Partial<Config>
  if (isOfSimulators(kept.calendarUrl, calendarUrl)) {
    await saveConfig(tx, backend, { config: { ...kept, calendarUrl }, actor: NOBODY })
  }
  if (await isReplaceable(tx, backend.activeVersionId, added)) {
    await activate(tx, backend, { versionId: added.versionId, actor: NOBODY })
  }
  return added.backendId
}

/** The simulated calendar is at another address when their port has changed. */
function isOfSimulators(url: unknown, calendarUrl: string): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false
  const [kept, simulated] = [new URL(url), new URL(calendarUrl)]
  return kept.hostname === simulated.hostname && kept.pathname === simulated.pathname
}

async function isReplaceable(
  tx: OrgTx,
  activeId: Id | null,
  { backendId, isNew }: { backendId: Id; isNew: boolean },
): Promise<boolean> {
  if (activeId === null) return true
  return isNew && (await getVersion(tx, backendId, activeId)).deployedBy === null
}
