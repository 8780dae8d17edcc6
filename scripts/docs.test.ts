import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ERROR_STATUS } from '@hilo/protocol'
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

test('every error code is documented', () => {
  const page = read('docs/reference/errors.md')
  const missing = Object.entries(ERROR_STATUS).filter(
    ([code, status]) => !page.includes(`- \`${code}\` (${status}): `),
  )

  expect(missing).toEqual([])
})

test('every variable of the environment is documented', () => {
  const page = read('docs/reference/configuration.md')
  const names = [...read('apps/server/src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
    ([, name]) => name,
  )

  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
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
