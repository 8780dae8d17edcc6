import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ApiModule } from './collect-api.ts'
import type { Declaration } from './read-declarations.ts'

const FIRST = ['README.md', 'GLOSSARY.md', 'ARCHITECTURE.md', 'docs/adr/README.md']
const FOLDERS = ['docs/guides', 'docs/concepts', 'docs/reference', 'docs/operations']
const LINE_MAX = 160

const ABOUT = `# Hilo

> A self-hosted conversational platform. A business process is a plain async TypeScript function, a
> micro-backend, that talks with one contact and is replayed over a journal: it may wait for days, survives
> crashes and deploys, and hands over to people.

Paths are relative to the root of the repository. Written by \`npm run generate\`.`

/** `docs/llms.txt`: the pages with a line each, and the whole API: one file that is enough to write code. */
export function renderLlms(modules: readonly ApiModule[], root: string): string {
  const pages = [...FIRST, ...FOLDERS.flatMap((folder) => pagesIn(root, folder))]
  const lines = pages.map((path) => lineOf(path, readFileSync(join(root, path), 'utf8')))
  const api = modules.map(({ name, functions, types, errors }) => {
    const code = [...functions, ...types, ...errors].map(declarationText).join('\n\n')
    return `### ${name}\n\n\`\`\`ts\n${code}\n\`\`\``
  })
  return `${[ABOUT, '## Pages', lines.join('\n'), '## The API', ...api].join('\n\n')}\n`
}

function pagesIn(root: string, folder: string): string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'))
  return names.sort().map((name) => `${folder}/${name}`)
}

/** The title, the path, and the first sentence. */
function lineOf(path: string, text: string): string {
  const title = /^# (.*)$/m.exec(text)?.[1] ?? path
  const prose = text.slice(text.indexOf(title) + title.length).replaceAll(/^[#!>|-].*$/gm, '')
  const paragraph = plain(prose.trim().split(/\n\s*\n/)[0] ?? '')
  const sentence = /^.*?\.(?=\s|$)/.exec(paragraph)?.[0] ?? paragraph
  const shown = sentence.length > LINE_MAX ? `${sentence.slice(0, LINE_MAX - 1)}…` : sentence
  return `- [${title}](${path}): ${shown}`
}

/** Without links and emphasis, on one line. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[_*]{1,2}(\S[^_*]*)[_*]{1,2}/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function declarationText({ doc, code }: Declaration): string {
  const comment = doc === '' ? '' : `/**\n${doc.replaceAll(/^/gm, ' * ').replaceAll(/ +$/gm, '')}\n */\n`
  return (
    comment + code.replace(/^export (declare )?/, '').replace(/\n *(#private;|constructor\([^;]*\);)/g, '')
  )
}
