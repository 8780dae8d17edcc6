import { decodeText } from './decode-text.ts'
import { dropHtml } from './drop-html.ts'
import type { Reading, ReadRequest } from './reading.ts'
import { blocksOf, partMaxOf, splitParts } from './split-parts.ts'
import { titleOf } from './title.ts'

/** Between two lines of three dashes, what a tool says of the file. */
const FRONT_MATTER = /^---\n[\s\S]*?\n---\n/
const FIRST_HEADING = /^\s*# +(.+?) *#* *(\n|$)/

/** A text as it is. */
export function readText(bytes: Uint8Array, { name, charset, url }: ReadRequest): Reading {
  return pagesOf(titleOf(null, name), decodeText(bytes, charset), url)
}

/** Markdown without the HTML in it; its first heading is its title. */
export function readMarkdown(bytes: Uint8Array, { name, charset, url }: ReadRequest): Reading {
  const text = dropHtml(decodeText(bytes, charset).replace(FRONT_MATTER, '')).trim()
  const heading = FIRST_HEADING.exec(text)
  return pagesOf(titleOf(heading?.[1] ?? null, name), heading ? text.slice(heading[0].length) : text, url)
}

function pagesOf(title: string, text: string, url: string | null): Reading {
  const pieces = splitParts(title, blocksOf(text), { language: null, partMax: partMaxOf(url) })
  return { type: 'pieces', kind: 'page', pieces, links: [], isHidden: false }
}
