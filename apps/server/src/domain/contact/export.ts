import { AppError, type ContactExport, type Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { HELD } from './held.ts'

const READS = HELD.filter(({ isTold }) => isTold).map(({ table, where }) => ({
  table,
  read: statement(`select * from ${table} where org_id = $1 and ${where}`),
}))

/** By these an address or a code is found or compared; they tell nobody anything. */
const UNTOLD = /_hash$|^sha256$|^org_id$|^sealed$/

/**
 * All that is kept of a contact, by what it is: as it is stored, so that nothing is left out that was thought
 * to say nothing. The bytes of files are not in it, but what they are called and what was read in them.
 *
 * @throws AppError `not_found`
 */
export async function exportContact(tx: OrgTx, contactId: Id): Promise<ContactExport> {
  const kept: ContactExport['kept'] = {}
  for (const { table, read } of READS) {
    const { rows } = await tx.query<Record<string, unknown>>(read, [tx.orgId, contactId])
    kept[table] = rows.map(readable)
  }
  if (kept.contact?.length === 0) throw new AppError('not_found', 'There is no such contact.')
  return { contactId, exportedAt: new Date().toISOString(), kept }
}

function readable(row: Record<string, unknown>): Record<string, unknown> {
  const told = Object.entries(row).filter(([name]) => !UNTOLD.test(name))
  return Object.fromEntries(
    told.map(([name, value]) => [name, Buffer.isBuffer(value) ? decode(value) : value]),
  )
}
