import type { PageElement } from '@mixmark-io/domino'
import TurndownService from 'turndown'
import { clean } from './decode-text.ts'
import { oneLine } from './title.ts'

/** The text of a part of a page, as Markdown. Pictures are left out: nobody answers with them. */
export function markdownOf(element: PageElement): string {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
  })
  service.addRule('table', { filter: 'table', replacement: (_, table) => `\n\n${tableOf(table)}\n\n` })
  service.addRule('picture', { filter: ['img', 'picture', 'video', 'audio'], replacement: () => '' })
  return clean(service.turndown(element)).trim()
}

/** A row by itself says what its cells are, because it is quoted without its header. */
function tableOf(table: PageElement): string {
  const rows = Array.from(table.querySelectorAll('tr')).map((row) =>
    Array.from(row.children).filter(({ nodeName }) => nodeName === 'TH' || nodeName === 'TD'),
  )
  const [first = [], ...rest] = rows
  const hasHeader = first.length > 1 && first.every(({ nodeName }) => nodeName === 'TH')
  const titles = hasHeader ? first.map(wordsOf) : []
  return (hasHeader ? rest : rows)
    .map((cells) => cells.map((cell, column) => withTitle(titles[column], wordsOf(cell))).filter(Boolean))
    .filter((cells) => cells.length > 0)
    .map((cells) => `- ${cells.join('; ')}`)
    .join('\n')
}

function wordsOf(cell: PageElement): string {
  return oneLine(cell.textContent ?? '')
}

function withTitle(title: string | undefined, words: string): string {
  return title && words ? `${title}: ${words}` : words
}
