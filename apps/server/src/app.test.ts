import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openGround, startApp } from './app.ts'
import { readConfig } from './config.ts'
import { testDatabase } from './testing/database.ts'

const { connect, urls } = await testDatabase()

test('a start that finds its port taken leaves no node behind that beats', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  const dataDir = mkdtempSync(join(tmpdir(), 'hilo-start-'))
  const config = readConfig({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    HILO_DATA_DIR: dataDir,
    HILO_SIMULATORS: 'off',
    LOG_LEVEL: 'silent',
    DATABASE_URL: urls.app,
    DATABASE_INGRESS_URL: urls.ingress,
    DATABASE_MIGRATOR_URL: urls.migrator,
  })
  const ground = await openGround(config, () => undefined)

  await expect(startApp(ground, null)).rejects.toThrow('EADDRINUSE')

  await new Promise((resolve) => setTimeout(resolve, 1_200))
  const client = await connect()
  expect((await client.query('select id from node')).rows).toEqual([])
  await ground.close()
  other.close()
  rmSync(dataDir, { recursive: true, force: true })
})
