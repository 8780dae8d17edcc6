import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { RunRecord } from '@hilo/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Chat, defineBackend, z } from '../../index.ts'
import { runHilo, valuesOf } from '../testing/run-hilo.ts'
import { readLines } from './lines.ts'
import { appendRecords } from './record.ts'
import { showOn } from './show.ts'
import { Talk } from './talk.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilo-chat-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const backendOf = (run: (chat: Chat) => Promise<unknown>) => defineBackend({ name: 'test', run })

const orders = backendOf(async (chat) => {
  const count = await chat.ask('How many?', { as: z.coerce.number() })
  const size = await chat.choose('Which size?', ['Small', 'Large'])
  await chat.step('order', () => ({ count }))
  chat.log(`ordered ${count}`)
  await chat.say(`${count} ${size}.`)
  await chat.sleep('1 day')
  await chat.end('served')
})

/** What is printed when these lines are piped in. */
async function talk(backend: typeof orders, lines: readonly string[], isJson = false) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  const terminal = { stdin, stdout, stderr: stdout, env: {}, folder }
  const options = { now: '2026-01-05T12:00:00Z' }
  const talk = new Talk(backend, options, { show: showOn(terminal, isJson), folder })
  stdin.end(lines.map((line) => `${line}\n`).join(''))
  await readLines(terminal, (line) => talk.hear(line))
  return { printed: String(stdout.read() ?? ''), stdout, talk }
}

describe('a conversation in the terminal', () => {
  test('sends files, which the code reads', async () => {
    writeFileSync(join(folder, 'my card.jpg'), 'four')
    const reader = backendOf(async (chat) => {
      const photo = await chat.media('A photo?', { kinds: ['image'] })
      const size = await chat.step('measure', async () => (await photo.bytes()).length)
      await chat.say(`${photo.filename}, ${photo.caption}, ${photo.words}: ${size}`)
    })
    const lines = ['hi', '/file', '/file none.jpg', '/file "my card.jpg" [a card] the front']
    const { printed, talk: talked } = await talk(reader, lines)

    expect(printed.split('\n').slice(1, -2)).toEqual([
      '< A photo?',
      '-- say which file: /file ./id.jpg',
      '-- none.jpg cannot be read: ENOENT',
      '> [my card.jpg] the front',
      "   step 'measure'",
      '< my card.jpg, the front, a card: 4',
    ])
    expect(JSON.stringify(talked.records)).toContain('"mediaId":"file-1"')
  })

  test('goes through questions, a menu, steps and time', async () => {
    const { printed } = await talk(orders, ['hi', 'two', '2', '2', '/advance 1 day'])

    expect(printed).toMatchInlineSnapshot(`
      "> hi
      < How many?
      > two
      < Sorry, I did not get that. Could you say it another way?
      > 2
      < Which size?
        1. Small
        2. Large
      > 2
         step 'order'
         log: ordered 2
      < 2 Large.
      -- waiting: until 2026-01-06 12:00 UTC; /advance lets time pass
      -- done: served
      "
    `)
  })

  test('is silent while a person holds it, and asks again after', async () => {
    const { printed } = await talk(orders, ['hi', '/take-over', '4', '/hand-back', '/hand-back'])

    expect(printed).toBe(
      `> hi\n< How many?\n-- with people\n> 4\n< How many?\n` +
        `-- nobody holds the conversation: there is nothing to hand back\n`,
    )
  })

  test('shows its journal, and what it does not understand', async () => {
    const { printed } = await talk(orders, ['hi', '1', '/journal', '/dance', '/advance soon'])

    expect(printed).toContain("   0001.0001  answer   'How many?' {")
    expect(printed).toContain('   0002       choose   Which size?')
    expect(printed).toContain('-- there is no /dance: /help tells what there is')
    expect(printed).toContain("-- 'soon' is not a duration")
  })

  test('goes on after a failure, and knows of it', async () => {
    const failing = backendOf(async (chat) => {
      await chat.say('Now.')
      throw new Error('it broke')
    })
    const { printed, talk: over } = await talk(failing, ['hi', '/restart', '/quit', 'unheard'])

    expect(printed).toContain('< Now.\n-- Error: it broke')
    expect(printed).toContain('-- a new conversation')
    expect(printed).not.toContain('unheard')
    expect(over.hasFailed).toBe(true)
  })

  test('commands no terminal, whatever was written', async () => {
    const echo = backendOf(async (chat) => chat.say(`You said ${await chat.ask('What?')}`))
    const { printed } = await talk(echo, ['hi', 'a\u001b[2Jb\u001b]0;title\u0007c\u009b1md'])

    expect(printed).toContain('< You said ab')
    expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })

  test('begins again with the new code, also when it failed where the conversation was', async () => {
    const failing = (word: string) =>
      backendOf(async (chat) => {
        await chat.ask('What?')
        throw new Error(word)
      })
    const { stdout, talk: over } = await talk(failing('old'), ['hi', '1'])
    await over.reload(failing('new'))
    expect(String(stdout.read())).toContain('-- Error: new')
    for (const line of ['/restart', 'hi', '1']) await over.hear(line)

    expect(String(stdout.read())).toContain('-- Error: new')
  })

  test('is JSON for programs', async () => {
    const { printed } = await talk(orders, ['hi', '1'], true)

    expect(valuesOf(printed)).toMatchObject([
      { type: 'heard', text: 'hi' },
      { type: 'sent', content: { type: 'text', text: 'How many?' } },
      { type: 'heard', text: '1' },
      { type: 'sent', content: { type: 'choices', choices: [{ title: 'Small' }, { title: 'Large' }] } },
    ])
  })

  test('is recorded, restarts included, in a file for its owner alone', async () => {
    const { talk: over } = await talk(orders, ['hi', '1', '/restart', 'hello'])
    const file = join(folder, 'recorded.ndjson')
    writeFileSync(file, '')
    chmodSync(file, 0o644)
    await appendRecords(file, over.records)

    const records = readFileSync(file, 'utf8').trim().split('\n')
    expect(records.map((line) => RunRecord.parse(JSON.parse(line)).inbox.length)).toEqual([2, 1])
    expect(new Set(over.records.map(({ runId }) => runId)).size).toBe(2)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

test('hilo chat does steps with fetch, and refuses it outside of them', async () => {
  writeFileSync(
    join(folder, 'backend.ts'),
    `import { defineBackend, z } from '@hilo/sdk'
import { address } from './address.ts'
export default defineBackend({
  name: 'fetches',
  config: z.object({ path: z.string() }),
  async run(chat) {
    const text = await chat.step('get', async () => (await fetch(address + chat.config.path)).text())
    await chat.say(text + chat.contact.name + chat.contact.channel + chat.locale)
    await fetch(address)
  },
})\n`,
  )
  writeFileSync(join(folder, 'address.ts'), "export const address = 'data:,'\n")
  writeFileSync(join(folder, 'config.json'), '{"path":"hola"}')
  const flags = ['--config', 'config.json', '--contact-name', 'Leo', '--channel', 'web', '--locale', 'es']
  const { code, stdout } = await runHilo(['chat', ...flags], { folder, input: 'hi\n' })

  expect(stdout).toContain('< holaLeowebes\n')
  expect(stdout).toContain('fetch outside of a step would be repeated')
  expect(stdout).toMatch(/^ {3}at .*backend\.ts:\d+/m)
  expect(code).toBe(1)
})

test('hilo chat has stand-ins for models, and tells what they said', async () => {
  writeFileSync(
    join(folder, 'reads.ts'),
    `import { defineBackend } from '@hilo/sdk'
export default defineBackend({
  name: 'reads',
  async run(chat) {
    const wish = await chat.ai.classify(['order', 'refund']).catch(({ fault }) => fault)
    const { action } = await chat.ai.reply()
    await chat.say(wish + ' ' + action)
  },
})\n`,
  )
  writeFileSync(
    join(folder, 'ai.ts'),
    `export default {
  classify: ({ of }: { of: string }) => (of.includes('money') ? 'refund' : 'order'),
  reply: { action: 'clarify', text: 'Which order?', citations: [] },
}\n`,
  )
  const input = 'my money\n/journal\n'
  const { stdout } = await runHilo(['chat', 'reads.ts', '--ai', 'ai.ts'], { folder, input })

  expect(stdout).toContain('   chat.ai.classify: "refund"\n')
  expect(stdout).toContain('< Which order?\n< refund clarify\n')
  expect(stdout).toContain(`   0001       ai       'classify' {"ok":"refund"}`)
  const none = await runHilo(['chat', 'reads.ts'], { folder, input: 'my money\n' })
  expect(none.stdout).toContain('< not_configured handoff\n')
})

test('hilo chat says where a file does not compile', async () => {
  writeFileSync(join(folder, 'wrong.ts'), 'export default {\n  name: =\n}\n')
  const { code, stderr } = await runHilo(['chat', 'wrong.ts'], { folder })

  expect(stderr).toMatch(/wrong\.ts could not be loaded/)
  expect(stderr).toMatch(/wrong\.ts:2/)
  expect(code).toBe(1)
})
