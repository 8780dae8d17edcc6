import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { refuseDistributed } from './refuse-distributed.ts'

const { urls, connect } = await testDatabase()

test('a database of one server may be used, one with Citus may not', async () => {
  expect(await refuseDistributed(urls.app)).toBeNull()

  // The extension itself is on no test machine; the catalog is what is asked.
  const admin = await connect()
  await admin.query('set allow_system_table_mods = on')
  await admin.query(`update pg_extension set extname = 'citus' where extname = 'plpgsql'`)

  expect(await refuseDistributed(urls.app)).toMatch('does not run on Citus yet')
})
