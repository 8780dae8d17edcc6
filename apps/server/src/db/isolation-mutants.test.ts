import { newId } from '@hilo/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { attacksOn } from '../testing/isolation/attacks.ts'
import { attackTable, SAME_KEYS } from '../testing/isolation/attempt.ts'
import { contextsOf } from '../testing/isolation/contexts.ts'
import { findingsOf, RULES } from '../testing/isolation/findings.ts'
import { twoOrgs } from '../testing/isolation/ground.ts'
import type { Mutant } from '../testing/isolation/mutant.ts'
import { mutantsOf } from '../testing/isolation/mutants.ts'

// Proves that the isolation test can fail: every law is broken once wherever it applies, inside a
// transaction that is rolled back, and has to be caught by the rule that is about it and, where it opens a
// way in, by an attack.

const { db, connect } = await testDatabase()
const admin = await connect()
const { tables, orgs } = await twoOrgs(db, admin)
const contexts = contextsOf(orgs[0].id, { other: orgs[1].id, stranger: newId() })
const mutants = mutantsOf(tables)
const caught = { mutants: new Set<string>(), rules: new Set<string>(), attacks: new Set<string>() }

afterAll(() =>
  console.log(
    `isolation: ${caught.mutants.size} of ${mutants.length} mutants caught, by ${caught.rules.size} of ` +
      `${RULES.length} rules and ${caught.attacks.size} attacks`,
  ),
)

describe('each mutant is caught', () => {
  test.each(mutants)('$name', async (mutant) => {
    await admin.query('begin')
    try {
      await admin.query(mutant.sql)

      expect(await findingsOf(admin, [mutant.rule])).toContainEqual({
        rule: mutant.rule,
        sinner: expect.stringContaining(mutant.sinner),
      })
      if (mutant.found) expect(await leakingAttacks(mutant.found)).toContain(mutant.found.by)
    } finally {
      await admin.query('rollback')
    }
    caught.mutants.add(mutant.name)
    caught.rules.add(mutant.rule)
  })
})

test('every rule has caught a mutant', () => {
  expect(RULES.map(({ title }) => title).filter((title) => !caught.rules.has(title))).toEqual([])
})

test('every attack has succeeded against a mutant', () => {
  const all = [SAME_KEYS, ...tables.flatMap((table) => attacksOn(table).map(({ name }) => name))]

  expect(all.filter((name) => !caught.attacks.has(name))).toEqual([])
})

test('nothing of the mutants is left', async () => {
  expect(await findingsOf(admin)).toEqual([])
})

async function leakingAttacks(found: NonNullable<Mutant['found']>): Promise<string[]> {
  const { table: name, by, everyWay } = found
  const table = tables.find((one) => one.name === name)
  const context = contexts.find(({ isRight }) => isRight)
  if (!table || !context) throw new Error(`There is no table ${name} to attack.`)
  const only = everyWay ? undefined : by
  const { leaks } = await attackTable({ admin, tables, orgs, context }, table, only)
  for (const { attack, isControl } of leaks) if (!isControl) caught.attacks.add(attack)
  return leaks.map(({ attack }) => attack)
}
