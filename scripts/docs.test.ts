import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ERROR_STATUS } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { root } from './command-line.mjs'

// What documents say of the tree has to be true of it. Each check names what is wrong, so that it can be mended.

const LEFT_OUT = new Set(['node_modules', 'dist', 'testdata', '.git', '.hilo', '.tmp'])
const FOLDERS = /^(apps|packages|scripts|docs|examples|e2e)\//

const documents = documentsIn(root).map((path) => ({ path, text: read(path) }))

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

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function documentsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return documentsIn(path)
    return entry.name.endsWith('.md') ? [relative(root, path)] : []
  })
}
