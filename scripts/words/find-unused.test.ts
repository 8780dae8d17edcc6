import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findUnused, readUses } from './find-unused.ts'

const WORDS = {
  name: 'Hilo',
  product: 'Nobody says it',
  inbox: { title: 'Inbox', title_old: 'A box', none: () => 'None', kinds: { mail: 'Mail', call: 'Call' } },
  orders: { states: { open: 'Open', shut: 'Shut' } },
  faults: { timeout: 'Too late', other: 'Wrong' },
  list: { empty: 'Nothing', error: 'No list', more: 'And more', days: ['Monday'] },
}

const OPTIONS = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['esnext'], target: 'esnext' },
  ...{ module: 'esnext', moduleResolution: 'bundler', allowImportingTsExtensions: true },
}

const PAGE = `
  import { en, type Words } from './i18n/en.ts'
  const { inbox, orders, ...others } = en
  declare const kind: keyof Words['inbox']['kinds']
  declare function say(...texts: unknown[]): void
  declare function list(words: { empty: string; error: string }): void
  say(others.name, inbox.title, inbox.none(), en.inbox.kinds[kind], Object.entries(orders.states))
  const { other, ...known } = en.faults
  say(other, known)
  list(en.list)
  say(title_old, inbox.titel)
`

test('a text that no page shows is found, also when another text has its name', async () => {
  const app = mkdtempSync(join(tmpdir(), 'hilo-words-'))
  mkdirSync(join(app, 'src/i18n'), { recursive: true })
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, include: ['src'] }))
  writeFileSync(join(app, 'src/page.ts'), PAGE)
  // What only a test says is shown to nobody.
  writeFileSync(join(app, 'src/page.test.ts'), "import { en } from './i18n/en.ts'\nexport default en.product")

  const unused = findUnused(WORDS, await readUses(app, WORDS))
  rmSync(app, { recursive: true, force: true })

  expect(unused).toEqual(['product', 'inbox.title_old'])
})

test('nothing is said to be unused, or used, by a compiler that read no page', () => {
  const nothing = {
    complaints: "error TS18003: No inputs were found in config file 'tsconfig.json'.",
    code: '',
  }

  expect(() => findUnused(WORDS, nothing)).toThrow('The compiler found no use of any text: error TS18003')
})
