import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { wordsIn } from '../apps/widget/src/frame/words.ts'
import { root } from './command-line.mjs'
import { missingFromLock } from './lock.mjs'
import { LONG } from './longest-first.ts'

// The rules of the project that no linter knows. Each takes the text of a file and names what breaks the rule, so
// the last part of this file can show every one of them a sinner; a rule that cannot fail is worth nothing.

type Source = { readonly path: string; readonly text: string }
type Rule = { readonly title: string; readonly about: RegExp; readonly faults: (source: Source) => string[] }

const LINES_MAX = 300
const LINE_MAX_LENGTH = 110
const CODE = /\.(ts|tsx|mjs|js|css)$/
const TYPESCRIPT = /\.tsx?$/
const TEST = /\.test\.(ts|tsx|mjs)$/

// Words that the glossary replaces, as parts of names. Platforms use some of them in their own payloads.
const BANNED_WORDS = new Set([
  'tenant',
  'superadmin',
  'customer',
  'escalate',
  'escalation',
  'workflow',
  'hsm',
])
const SPEAKS_FOR_A_PLATFORM = /^packages\/(channels|simulators)\//

const PACKAGE_LISTS = /^packages\/[^/]+\/src\/(replay\/)?index\.ts$/

const RULES: Rule[] = [
  {
    title: `a source file has at most ${LINES_MAX} lines`,
    about: CODE,
    faults: ({ path, text }) => {
      const lines = text.split('\n').length - 1
      return TEST.test(path) || lines <= LINES_MAX ? [] : [`has ${lines} lines`]
    },
  },
  {
    title: `a line has at most ${LINE_MAX_LENGTH} characters, unless it holds an address`,
    about: CODE,
    faults: ({ path, text }) =>
      TEST.test(path)
        ? []
        : linesWhere(
            text,
            (line) => line.length > LINE_MAX_LENGTH && !/https?:|\/.+\/[dgimsuvy]*/.test(line),
          ),
  },
  {
    title: 'a file is named after what it does',
    about: CODE,
    faults: ({ path }) =>
      /^(utils?|helpers?|common|misc|types|constants|services?|managers?)\./.test(basename(path))
        ? ['has a name that says nothing']
        : [],
  },
  {
    title: 'only the public list of a package is called index.ts',
    about: /\/index\.tsx?$/,
    faults: ({ path }) => (PACKAGE_LISTS.test(path) ? [] : ['is an index below a package root']),
  },
  {
    title: 'names use the words of the glossary',
    about: TYPESCRIPT,
    faults: ({ path, text }) => (SPEAKS_FOR_A_PLATFORM.test(path) ? [] : bannedWordsIn(withoutProse(text))),
  },
  {
    title: 'tables and columns use the words of the glossary',
    about: /\.sql$/,
    faults: ({ text }) => bannedWordsIn(text.replaceAll(/--.*$/gm, '').replaceAll(/'[^']*'/g, "''")),
  },
  {
    title: 'nothing is left to do',
    about: /\.(ts|tsx|mjs|js|css|sql|html|md|ya?ml)$/,
    faults: ({ text }) => linesWhere(text, (line) => /\b(TO-?DO|FIX-?ME|XX-?X)\b(?!-)/.test(line)),
  },
  {
    title: 'a comment is no banner and does not say "we"',
    about: CODE,
    faults: ({ text }) =>
      linesWhere(text, (line) => /^\s*(\/\/|\/?\*+)\s*([-=*#]{4,}|.*\b[Ww]e\b)/.test(line)),
  },
  {
    title: 'no file names a package registry',
    about: /\.(json|mjs|ts|tsx|ya?ml|md)$|^\.npmrc$|^\.ci\//,
    faults: ({ text }) =>
      linesWhere(text, (line) => /\bregistry\.[\w-]+\.\w+|"resolved": "https?:/.test(line)),
  },
  {
    title: 'a document has one title',
    about: /\.md$/,
    faults: ({ text }) => {
      const titles = text.replaceAll(/^```[\s\S]*?^```/gm, '').match(/^# /gm)?.length ?? 0
      return titles === 1 ? [] : [`has ${titles} titles`]
    },
  },
]

const sources = filesIn(root).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

describe('every file of the project', () => {
  test.each(RULES)('$title', ({ about, faults }) => {
    const concerned = sources.filter(({ path }) => about.test(path))

    expect(concerned.flatMap((source) => faults(source).map((fault) => `${source.path} ${fault}`))).toEqual(
      [],
    )
  })

  test('migrations are numbered from 0001 without a gap', () => {
    const names = sources.map(({ path }) => path).filter((path) => /\/sql\/[^/]+\.sql$/.test(path))
    const folders = Map.groupBy(names.sort(), (path) => dirname(path))

    for (const paths of folders.values()) {
      const numbers = paths.map((path) => /^(\d{4})_[a-z0-9_]+\.sql$/.exec(basename(path))?.[1])
      expect(numbers).toEqual(paths.map((_, index) => String(index + 1).padStart(4, '0')))
    }
    expect(names.length).toBeGreaterThan(0)
  })

  test('every class and every property of a style sheet is used by the pages of its app', () => {
    const sheets = sources.filter(({ path }) => /^apps\/\w+\/src\/.*\.css$/.test(path))
    const faults = sheets.flatMap(({ path, text }) =>
      unusedStyles(text, pagesOf(path.split('/', 2).join('/'))).map((name) => `${path} ${name}`),
    )

    expect(faults).toEqual([])
    expect(sheets.length).toBeGreaterThan(0)
  })

  test('every text of the widget is shown', () => {
    const texts = Object.keys(wordsIn('en'))
    const code = pagesOf('apps/widget').filter(({ path }) => !path.endsWith('/words.ts'))

    expect(texts.filter((key) => !code.some(({ text }) => isNamed(key, text)))).toEqual([])
  })

  test('each test file that begins first exists, once', () => {
    const paths = sources.map(({ path }) => path)

    expect(
      LONG.filter((name) => paths.filter((path) => `/${path}`.endsWith(`/${name}.test.ts`)).length !== 1),
    ).toEqual([])
  })

  test('the lockfile lists the packages of every platform', () => {
    expect(missingFromLock(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))).toEqual([])
  })
})

describe('each rule catches its sinner', () => {
  test.each([
    ['src/long.ts', 'x\n'.repeat(301)],
    ['src/wide.ts', `const a = '${'x'.repeat(110)}'`],
    ['src/helpers.ts', ''],
    ['apps/server/src/domain/index.ts', ''],
    ['src/a.ts', 'const tenantId = 1'],
    ['src/a.sql', 'create table customer ()'],
    ['src/a.ts', `// ${'TO'}DO: later`],
    ['src/a.ts', '// Here we go'],
    ['src/a.ts', `// ${'-'.repeat(10)}`],
    ['package-lock.json', `"resolved": "${'https'}://somewhere/x.tgz"`],
    ['a.md', '# One\n\n# Two\n'],
  ])('%s: %s', (path, text) => {
    const caught = RULES.filter(({ about }) => about.test(path)).flatMap(({ faults }) =>
      faults({ path, text }),
    )

    expect(caught).toHaveLength(1)
  })

  test('a class, a property and a token that no page names', () => {
    const sheet = `/* .gone */ @theme { --color-ink: #000; --color-old: #111; --text-xs--line-height: 1rem }
      .card { --left: 1.5rem; --used: 2px; margin: var(--used) } .card.is-old > .thin:not(.wide) {}`
    const pages = [{ path: 'a.tsx', text: '<p class="card thin text-xs text-ink">wide-screen</p>' }]

    expect(unusedStyles(sheet, pages)).toEqual(['.is-old', '.wide', '--color-old', '--left'])
  })

  test('a word is no sinner inside a longer one, in a text or in a comment', () => {
    const text = "// tenant\nconst lieutenant = 'customer'\nconst tag = `customer` /* tenant */\n"

    expect(bannedWordsIn(withoutProse(text))).toEqual([])
  })
})

/** An app's own files, and the protocol: some of its words are names of classes and of texts. */
function pagesOf(app: string): Source[] {
  const folders = [`${app}/src/`, 'packages/protocol/src/']
  return sources.filter(
    ({ path }) =>
      folders.some((folder) => path.startsWith(folder)) &&
      /\.(tsx?|css|html)$/.test(path) &&
      !TEST.test(path),
  )
}

/** What a style sheet makes that nobody takes; what begins with `--color-` and its like makes utilities. */
function unusedStyles(sheet: string, pages: readonly Source[]): string[] {
  const text = sheet.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const code = pages.filter(({ path }) => !path.endsWith('.css')).map((page) => page.text)
  const styles = [text, ...pages.map((page) => page.text)]
  const namesBy = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))]
  const isTaken = (property: string) => {
    const utility = /^--(?:color|font-weight|font|text|radius)-([\w-]+?)(?:--[\w-]+)?$/.exec(property)?.[1]
    const isUtility =
      utility !== undefined && code.some((one) => new RegExp(`-${utility}(?![\\w-])`).test(one))
    return (
      isUtility || styles.some((one) => one.includes(`var(${property})`) || one.includes(`var(${property},`))
    )
  }
  return [
    ...namesBy(/\.([a-z][\w-]*)(?=[^{};]*\{)/g)
      .filter((name) => !code.some((one) => isNamed(name, one)))
      .map((name) => `.${name}`),
    ...namesBy(/(?<![\w-])(--[\w-]+):/g).filter((property) => !isTaken(property)),
  ]
}

function isNamed(name: string, code: string): boolean {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code)
}

function bannedWordsIn(code: string): string[] {
  const words = code.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []
  const banned = words.map((word) => word.toLowerCase()).filter((word) => BANNED_WORDS.has(word))
  return [...new Set(banned)].map((word) => `says "${word}"`)
}

function withoutProse(code: string): string {
  return code
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
}

function linesWhere(text: string, isFault: (line: string) => boolean): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (isFault(line) ? [`line ${index + 1}: ${line.trim()}`] : []))
}

function filesIn(folder: string): string[] {
  const left = new Set(['node_modules', 'dist', 'testdata', '.git', '.hilo', '.tmp'])
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (left.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    const isText = /\.(ts|tsx|mjs|js|css|sql|html|md|ya?ml|json)$|^\.npmrc$|^run$/.test(entry.name)
    return entry.isFile() && isText ? [relative(root, path).replaceAll('\\', '/')] : []
  })
}
