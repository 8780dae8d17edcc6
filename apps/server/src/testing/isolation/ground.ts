import type pg from 'pg'
import type { Database } from '../../db/database.ts'
import { anOrg } from '../factories.ts'
import type { Org } from './attacks.ts'
import { readTables, type Table } from './catalog.ts'
import { seedOrg } from './seed.ts'

/** Two orgs with one row in every table of the org plane: the attacker first, then the org it is after. */
export async function twoOrgs(
  db: Database,
  admin: pg.ClientBase,
): Promise<{ tables: Table[]; orgs: [Org, Org] }> {
  const tables = await readTables(admin)
  const [self, other] = [await anOrg(db), await anOrg(db)]
  return {
    tables,
    orgs: [
      { id: self, rows: await seedOrg(admin, tables, self) },
      { id: other, rows: await seedOrg(admin, tables, other) },
    ],
  }
}
