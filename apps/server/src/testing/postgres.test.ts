import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, utimesSync } from 'node:fs'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { isAlive } from '../db/embedded/process-table.ts'
import { ADMIN_URL_VARIABLE, testAdminUrl, testServer } from './postgres.ts'

afterEach(() => vi.unstubAllEnvs())

test('a test process finds the server that the run shares', async () => {
  const client = new pg.Client({ connectionString: testAdminUrl() })
  await client.connect()

  expect((await client.query('select current_user as role')).rows).toEqual([{ role: 'postgres' }])
  await client.end()
})

test('a given server is used and not stopped', async () => {
  const server = await testServer()
  expect(server.adminUrl).toBe(testAdminUrl())
  await server.stop()

  const client = new pg.Client({ connectionString: testAdminUrl() })
  await client.connect()
  await client.end()
})

test('what a killed run left is stopped and removed by the next', async () => {
  vi.stubEnv(ADMIN_URL_VARIABLE, undefined)
  const abandoned = await startAndKillRun()
  utimesSync(abandoned.folder, new Date(0), new Date(0))
  expect(isAlive(abandoned.pid)).toBe(true)

  const server = await testServer()

  expect(isAlive(abandoned.pid)).toBe(false)
  expect(existsSync(abandoned.folder)).toBe(false)
  await server.stop()
})

async function startAndKillRun(): Promise<{ folder: string; pid: number }> {
  const program = `
    import pg from ${JSON.stringify(import.meta.resolve('pg'))}
    import { testServer } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)}
    const client = new pg.Client({ connectionString: (await testServer()).adminUrl })
    await client.connect()
    const { rows } = await client.query("show data_directory")
    console.log(JSON.stringify(rows[0]))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output] = (await once(child.stdout, 'data')) as [Buffer]
  const { data_directory: data } = JSON.parse(output.toString()) as { data_directory: string }
  child.kill('SIGKILL')
  await once(child, 'exit')
  const pid = Number(readFileSync(`${data}/postmaster.pid`, 'utf8').split('\n')[0])
  return { folder: data.replace(/\/postgres-\d+$/, ''), pid }
}
