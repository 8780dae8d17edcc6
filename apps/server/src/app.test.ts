import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openGround, startApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { testDatabase } from './testing/database.ts'

const { connect, urls } = await testDatabase()

test('what was asked before a stop is answered, while there is a database', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hilo-start-'))
  const logged: string[] = []
  const ground = await openGround({ ...configOf(dataDir, 0), logLevel: 'error' }, () => undefined)
  const app = await startApp(ground, null, { write: (line) => void logged.push(line) })
  const url = new URL('/api/auth/sign-in/email', app.url)
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'wrong-password' })
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    origin: ground.config.publicUrl,
    expect: '100-continue',
  }
  const asking = request(url, { method: 'POST', headers })
  const answered = once(asking, 'response')
  asking.flushHeaders()
  // It has the head of it, and waits for the rest.
  await once(asking, 'continue')
  const stopped = app.stop()
  asking.end(body)

  const [answer] = (await answered) as [IncomingMessage]
  expect(answer.statusCode).toBe(401)
  await stopped
  expect(logged.filter((line) => line.includes('failed'))).toEqual([])
  rmSync(dataDir, { recursive: true, force: true })
})

test('a start that finds its port taken leaves no node behind that beats', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  const dataDir = mkdtempSync(join(tmpdir(), 'hilo-start-'))
  const config = configOf(dataDir, port)
  const ground = await openGround(config, () => undefined)

  await expect(startApp(ground, null)).rejects.toThrow('EADDRINUSE')

  await new Promise((resolve) => setTimeout(resolve, 1_200))
  const client = await connect()
  expect((await client.query('select id from node')).rows).toEqual([])
  await ground.close()
  other.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function configOf(dataDir: string, port: number): Config {
  const config = readConfig({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port || 1),
    HILO_DATA_DIR: dataDir,
    HILO_SIMULATORS: 'off',
    HILO_TRANSLATOR: 'off',
    LOG_LEVEL: 'silent',
    DATABASE_URL: urls.app,
    DATABASE_INGRESS_URL: urls.ingress,
    DATABASE_MIGRATOR_URL: urls.migrator,
  })
  return { ...config, port }
}
