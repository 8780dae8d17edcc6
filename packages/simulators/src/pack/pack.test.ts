import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBot } from '../testing/a-bot.ts'
import { buildPackage } from './build-package.ts'

// The package as somebody gets it who has nothing of this project: packed, installed in an empty folder
// without a network, and started by its name.
const run = promisify(execFile)
let clean: string

beforeAll(async () => {
  clean = await mkdtemp(join(tmpdir(), 'hilo-meta-sim-'))
  const built = join(clean, 'built')
  await buildPackage(built)
  const npm = (args: string[], cwd: string) =>
    run('npm', [...args, '--offline', '--cache', join(clean, 'cache')], { cwd })
  const { stdout } = await npm(['pack', '--silent', '--pack-destination', clean], built)
  const folder = join(clean, 'bot')
  await cp(new URL('../../scenarios', import.meta.url), folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  await npm(['install', '--no-audit', '--no-fund', join(clean, stdout.trim())], folder)
}, 120_000)
afterAll(() => rm(clean, { recursive: true, force: true }))

function sim(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const folder = join(clean, 'bot')
  const { NODE_OPTIONS: _options, ...env } = process.env
  return run(join(folder, 'node_modules/.bin/hilo-meta-sim'), args, { cwd: folder, env }).then(
    (output) => ({ code: 0, ...output }),
    (error) => error,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

test('the packed package says what it does, and what is wrong', async () => {
  const help = await sim('--help')
  expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('--callback URL') })

  const unknown = await sim('--prot', '1')
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("Unknown option '--prot'") })

  const missing = await sim('run', 'none.json', '--callback', 'http://127.0.0.1:9/x')
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('none.json cannot be read') })
})

test('it plays scenarios with a bot that only knows a Graph URL, and ends with what came of them', async () => {
  const port = await freePort()
  const graph = `http://127.0.0.1:${port}`
  const tokens = { whatsapp: 'k', messenger: 'k-messenger', instagram: 'k-instagram' }
  const bot = await aBot({ graphUrl: `${graph}/graph`, instagramUrl: `${graph}/instagram`, tokens })
  const where = ['--port', String(port), '--callback', bot.url, '--token', 'k']
  await writeFile(
    join(clean, 'bot/wrong.json'),
    JSON.stringify({
      name: 'A wrong hope',
      people: [{ id: 'ana', name: 'Ana' }],
      steps: [
        { step: 'say', text: 'Hola' },
        { step: 'expect', text: 'Adiós' },
      ],
    }),
  )

  const good = await sim('run', 'menu.json', 'every-channel.json', '--json', ...where)
  const bad = await sim('run', 'wrong.json', ...where)
  await bot.close()

  expect(good).toMatchObject({ code: 0, stderr: '' })
  const { isPassed, scenarios } = JSON.parse(good.stdout)
  expect(isPassed).toBe(true)
  expect(scenarios.map(({ file }: { file: string }) => file)).toEqual(['menu.json', 'every-channel.json'])
  expect(bad.code).toBe(1)
  expect(bad.stdout).toContain('Expected "Adiós", and the business said "You said: Hola" (text).')
})
