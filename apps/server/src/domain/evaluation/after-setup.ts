import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { lockKnowledge } from '../knowledge/knowledge.ts'
import { casesOf } from '../test-set/test-set.ts'
import { evaluateSets, setsAfterPublish } from './after-publish.ts'
import { readSetup, type Setup, setupDifference, toolPlaces } from './setup.ts'

/** What a change may be of: only tools depend on what the cases of a set say. */
type Changes = 'providers' | 'tools'

/**
 * Makes a change of what answers are made with. The sets that are evaluated after a publish are evaluated
 * after it too, once it is quiet, where it is another setup for their cases: another key is none. The change
 * locks what it changes itself, after the knowledge.
 */
export async function changeSetup<T>(tx: OrgTx, changes: Changes, change: () => Promise<T>): Promise<T> {
  const sets = await setsAfterPublish(tx)
  if (sets.length === 0) return change()
  // Whoever publishes has the knowledge before the jobs: in this order nobody waits for one who waits.
  await lockKnowledge(tx)
  const before = await setupsOf(tx, sets, changes)
  const made = await change()
  const after = await setupsOf(tx, sets, changes)
  await evaluateSets(
    tx,
    sets.filter((_, at) => isOther(before[at], after[at])),
  )
  return made
}

async function setupsOf(tx: OrgTx, sets: readonly { id: Id }[], changes: Changes): Promise<Setup[]> {
  const setups: Setup[] = []
  for (const { id } of sets) {
    const places = changes === 'tools' ? toolPlaces(await casesOf(tx, id)) : []
    setups.push(await readSetup(tx, places))
  }
  return setups
}

function isOther(before: Setup | undefined, after: Setup | undefined): boolean {
  return before !== undefined && after !== undefined && setupDifference(before, after).length > 0
}
