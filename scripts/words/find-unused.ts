import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../command-line.mjs'
import { runTool } from '../run-tool.mjs'

// Which texts of the pages nobody shows. A search for their names finds nearly all of them, for thirty are
// called `title`; so the compiler is asked: in a copy of the pages each group of texts is empty but for a
// mark that says where it stands, and every use of a text is then an error that names both.

/** Texts under their keys, what makes them of figures, and groups of them. */
export type Words = { readonly [key: string]: unknown }

/** What the compiler says of a copy without texts, and the code that it read. */
export type Reading = { readonly complaints: string; readonly code: string }

const MARK = 'mark_'
const MISSING = /error TS(?:2339|2551): Property '(\w+)' does not exist on type '(.*)'\./
const TEXTS = /^e[ns](-[\w-]+)?\.ts$/

/** Has the pages of a folder compiled without the words of `i18n/en.ts`, and beside them. */
export async function readUses(app: string, words: Words): Promise<Reading> {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  // As deep as the folder of an app, so that its settings find those of the project.
  const folder = mkdtempSync(join(root, '.tmp', 'words-'))
  try {
    const isCode = (path: string) => !/\.test\.tsx?$/.test(path) && !TEXTS.test(basename(path))
    cpSync(join(app, 'src'), join(folder, 'src'), { recursive: true, filter: isCode })
    cpSync(join(app, 'tsconfig.json'), join(folder, 'tsconfig.json'))
    const code = codeIn(join(folder, 'src'))
    const group = `export const en = ${markedGroup(words)}\nexport type Words = typeof en\n`
    writeFileSync(join(folder, 'src/i18n/en.ts'), group)
    writeFileSync(join(folder, 'src/i18n/es.ts'), `import { en } from './en.ts'\nexport const es = en\n`)
    const { output } = await runTool(`tsc -p ${JSON.stringify(folder)} --noErrorTruncation --pretty false`)
    return { complaints: output, code }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function codeIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.tsx?$/.test(name))
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
}

function markedGroup(words: Words, path: readonly string[] = []): string {
  const groups = Object.entries(words).flatMap(([key, value]) =>
    isGroup(value) ? [`${JSON.stringify(key)}: ${markedGroup(value, [...path, key])}`] : [],
  )
  return `{ ${[`${JSON.stringify(MARK + path.join('__'))}: 1`, ...groups].join(', ')} }`
}

/**
 * The paths of the texts that no page shows, such as `inbox.title`.
 *
 * @throws Error when the compiler read no page: then every text would seem to be unused.
 */
export function findUnused(words: Words, { complaints, code }: Reading): string[] {
  const lines = complaints.split('\n').filter((line) => /error TS\d+/.test(line))
  const asked = new Set(lines.flatMap(usesIn))
  if (asked.size === 0)
    throw new Error(`The compiler found no use of any text: ${complaints.slice(0, 1_000)}`)
  const isAsked = (path: string[]) =>
    asked.has(path.join('.')) || asked.has([...path.slice(0, -1), '*'].join('.'))
  const texts = textsOf(words)
  const groupsByName = new Set(texts.filter(isAsked).map(groupOf))
  return texts
    .filter((path) => !isAsked(path))
    .filter((path) => groupsByName.has(groupOf(path)) || !isSaid(path.at(-2), code))
    .filter((path) => !isSpread(path.at(-2), code))
    .map((path) => path.join('.'))
}

/** `group.text` for a text that was missed; `group.*` where a group did not do as a whole. */
function usesIn(line: string): string[] {
  const [, key, type] = MISSING.exec(line) ?? []
  return marksIn(type ?? line).map((group) => [...group, key ?? '*'].join('.'))
}

/** The groups whose own mark a type has, those of groups inside them left out. */
function marksIn(type: string): string[][] {
  let depth = 0
  const marks: string[][] = []
  for (const [part] of type.matchAll(/[{}]|\bmark_\w*(?=: number)/g)) {
    if (part === '{') depth++
    else if (part === '}') depth--
    else if (depth === 1) marks.push(part.slice(MARK.length).split('__').filter(Boolean))
  }
  return marks
}

/** Nothing of a group is asked for by name, but the group is: somebody goes through all of it. */
function isSaid(group: string | undefined, code: string): boolean {
  return group !== undefined && new RegExp(`\\b${group}\\b`).test(code)
}

/** `const { other, ...known } = words.group`. */
function isSpread(group: string | undefined, code: string): boolean {
  return group !== undefined && new RegExp(`\\.\\.\\.\\w+ \\} = [\\w.()]*\\.${group}\\n`).test(code)
}

function textsOf(words: Words, path: readonly string[] = []): string[][] {
  return Object.entries(words).flatMap(([key, value]) =>
    isGroup(value) ? textsOf(value, [...path, key]) : [[...path, key]],
  )
}

function isGroup(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function groupOf(path: readonly string[]): string {
  return path.slice(0, -1).join('.')
}
