import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { COMMAND_LINE_SCOPES, ERROR_STATUS } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { root } from './command-line.mjs'

// What documents say of the tree has to be true of it. Each check names what is wrong, so that it can be mended.

const LEFT_OUT = new Set(['node_modules', 'dist', 'testdata', '.git', '.hilo', '.tmp'])
const FOLDERS = /^(apps|packages|scripts|docs|examples|e2e)\//

const documents = filesIn([''], '.md').map((path) => ({ path, text: read(path) }))

describe('a document', () => {
  test('links to files that exist', () => {
    const broken = documents.flatMap(({ path, text }) =>
      linksOf(text)
        .filter((link) => !existsSync(join(root, dirname(path), link)))
        .map((link) => `${path}: ${link}`),
    )

    expect(broken).toEqual([])
  })

  test('names files that exist', () => {
    const missing = documents.flatMap(({ path, text }) =>
      namedFilesOf(text)
        .filter((name) => !existsSync(join(root, name)))
        .map((name) => `${path}: ${name}`),
    )

    expect(missing).toEqual([])
  })
})

test('the README shows the first micro-backend as it is', () => {
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('docs/guides/first-table.ts')}\`\`\``)
})

test('the code in guides and concepts is a part of a file that is compiled', () => {
  const compiled = filesIn(['docs', 'examples', 'packages/sdk'], '.ts').map((path) =>
    withoutIndents(read(path)),
  )
  const shown = documents
    .filter(({ path }) => /^docs\/(guides|concepts)\//.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^ *```ts\n([\s\S]*?)^ *```/gm)].map(([, code = '']) => ({
        path,
        code: withoutIndents(code),
      })),
    )

  expect(shown.length).toBeGreaterThan(10)
  expect(shown.filter(({ code }) => !compiled.some((file) => file.includes(code)))).toEqual([])
})

test('the guide names the scopes that a key for the command line gets', () => {
  const text = read('docs/guides/command-line.md')
  const [, scopes = ''] = /gets the scopes ([\s\S]+?), with which/.exec(text) ?? []

  expect([...scopes.matchAll(/`([a-z]+:[a-z]+)`/g)].map(([, scope]) => scope)).toEqual(COMMAND_LINE_SCOPES)
})

test('every error code is documented, and none that there is not', () => {
  const page = read('docs/reference/errors.md')
  const missing = Object.entries(ERROR_STATUS).filter(
    ([code, status]) => !page.includes(`- \`${code}\` (${status}): `),
  )
  const named = [...page.matchAll(/^- `([a-z_]+)` \(\d+\): /gm)].map(([, code = '']) => code)

  expect(missing).toEqual([])
  expect(named.filter((code) => !(code in ERROR_STATUS))).toEqual([])
})

test('every variable of the environment is documented', () => {
  const page = read('docs/reference/configuration.md')
  const names = [...read('apps/server/src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
    ([, name]) => name,
  )

  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

// When a figure changes, its line here fails first, and says which sentence to change with it.
test.each([
  ['packages/runtime/src/replay/journal-room.ts', 'JOURNAL_ENTRIES_MAX = 1_000', '1,000 journal entries'],
  ['packages/runtime/src/replay/journal-room.ts', 'JOURNAL_BYTES_MAX = 1024 * 1024', '1 MiB'],
  ['packages/runtime/src/replay/recorder.ts', 'MESSAGES_MAX = 20', '20 messages to the contact'],
  ['packages/runtime/src/replay/json.ts', 'BYTES_MAX = 64 * 1024', '64 KiB for its result'],
  ['packages/runtime/src/replay/step.ts', 'ATTEMPTS = 5', '5 attempts'],
  ['packages/runtime/src/replay/step.ts', "TIMEOUT = '30 seconds'", '30 seconds each'],
  ['packages/runtime/src/replay/duration.ts', 'MAX_MS = 366 *', 'at most 366 days'],
  ['packages/runtime/src/host/egress.ts', ' TIMEOUT_MS = 10_000', 'One `fetch` has 10 seconds'],
  ['packages/runtime/src/host/files.ts', 'BYTES_MAX = 16 * 1024 * 1024', 'of 16 MB'],
  ['packages/runtime/src/host/pool.ts', 'turnMs: 60_000', '60 seconds, steps included'],
  ['packages/runtime/src/host/pool.ts', 'turnCpuMs: 10_000', '10 seconds of the processor'],
  ['packages/runtime/src/host/pool.ts', 'heapMb: 64', '64 MB of heap'],
  ['packages/runtime/src/host/pool.ts', 'memoryMb: 256', '256 MB in all'],
  ['apps/server/src/workers/turn/turn-limits.ts', 'runDaysMax: 180', '180 days'],
  ['apps/server/src/workers/turn/turn-limits.ts', 'messagesMax: 60,', '60 a minute in one conversation'],
  ['apps/server/src/workers/turn/turn-limits.ts', 'orgMessagesMax: 6_000', '6,000 a minute in an org'],
])('the page of limits says what %s does: %s', (path, figure, words) => {
  expect(read(path)).toContain(figure)
  expect(read('docs/concepts/limits.md').replaceAll(/\s+/g, ' ')).toContain(words)
})

function linksOf(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*/, ''))
  return targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target))
}

function namedFilesOf(text: string): string[] {
  const names = [...text.matchAll(/`([\w./-]+\.(?:ts|tsx|mjs|sql|json|md))`/g)].map(([, name = '']) => name)
  return names.filter((name) => FOLDERS.test(name))
}

/** A part of a function begins where it likes. */
function withoutIndents(code: string): string {
  return code.replaceAll(/^ +/gm, '')
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function filesIn(folders: readonly string[], ending: string): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (LEFT_OUT.has(entry.name)) return []
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesIn([path], ending)
      return entry.name.endsWith(ending) ? [path] : []
    }),
  )
}
