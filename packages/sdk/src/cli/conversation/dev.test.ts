import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HILO } from '../testing/run-hilo.ts'

let folder: string
let child: ChildProcess
let printed: string

const codeOf = (body: string) => `import { defineBackend } from '@hilo/sdk'
export default defineBackend({ name: 'dev', async run(chat) {\n${body}\n} })\n`
const ASKS = "const name = await chat.ask('Name?')\n"

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilo-dev-'))
  printed = ''
})
afterEach(async () => {
  child.stdin?.end()
  if (child.exitCode === null) await once(child, 'exit')
  rmSync(folder, { recursive: true })
})

function save(body: string): void {
  writeFileSync(join(folder, 'backend.ts'), codeOf(body))
}

function begin(): void {
  child = spawn(process.execPath, [HILO, 'dev'], { cwd: folder, env: { ...process.env, VITEST: undefined } })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part) => {
      printed += part
    })
  }
}

function say(line: string): void {
  child.stdin?.write(`${line}\n`)
}

const hear = (text: string) =>
  vi.waitFor(() => expect(printed).toContain(text), { timeout: 30_000, interval: 20 })

test('a saved file is heard in the middle of a conversation, and what is wrong ends nothing', async () => {
  save(`${ASKS}await chat.say('Hello, ' + name)`)
  begin()
  await hear('talking to dev')
  say('hi')
  await hear('< Name?')
  save(`${ASKS}await chat.say('Good morning, ' + name)\nthrow new Error('not yet')`)
  await hear('-- reloaded in')
  say('Ana')
  await hear('< Good morning, Ana\n-- Error: not yet')
  save(`${ASKS}await chat.say('Bye, ' + `)
  await hear('could not be loaded')
  save(`${ASKS}await chat.say('Good morning, ' + name)\nawait chat.ask('And your age?')`)
  await hear('< And your age?')
  save(`await chat.step('look', () => 1)\n${ASKS}`)
  await hear("recorded: 0001 ask 'Name?'\n   now:      0001 step 'look'")
  say('/restart')
  say('hi')
  await hear("step 'look'\n< Name?")

  expect(child.exitCode).toBe(null)
}, 90_000)

test('a file that does not compile yet is waited for', async () => {
  save('await chat.say(')
  begin()
  await hear('could not be loaded')
  say('anybody?')
  await hear('nobody to talk to before the file compiles')
  save(ASKS)
  await hear('talking to dev')
}, 60_000)
