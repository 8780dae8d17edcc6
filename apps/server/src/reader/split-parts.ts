import { PAGE_MAX, PART_MAX, type Piece, ReadError, TEXT_MAX } from './reading.ts'

type Manner = { language: string | null; partMax?: number }

/** Blocks of Markdown as articles, each as long as an article should be at most. */
export function splitParts(
  title: string,
  blocks: readonly string[],
  { language, partMax = PART_MAX }: Manner,
): Piece[] {
  const bodies: string[] = []
  let open = ''
  let length = 0
  for (const block of blocks.flatMap((block) => cut(block, partMax))) {
    length += block.length
    if (length > TEXT_MAX) throw new ReadError('too_long')
    if (open !== '' && open.length + block.length > partMax) {
      bodies.push(open)
      open = ''
    }
    open += open === '' ? block : `\n\n${block}`
  }
  if (open.trim() !== '') bodies.push(open)
  if (bodies.length === 0) throw new ReadError('empty')
  return bodies.map((body, index) => ({
    key: index === 0 ? '' : `part ${index + 1}`,
    title: index === 0 ? title : `${title} (${index + 1})`,
    ...{ body, alternates: [], language },
  }))
}

/** A block that is longer than an article is cut where a line ends, else anywhere. */
function cut(block: string, partMax: number): string[] {
  if (block.length <= partMax) return [block]
  const line = block.lastIndexOf('\n', partMax)
  const at = line > 0 ? line : partMax
  return [block.slice(0, at), ...cut(block.slice(at).trimStart(), partMax)]
}

/** Markdown by its paragraphs. */
export function blocksOf(markdown: string): string[] {
  return markdown.split(/\n{2,}/).filter((block) => block.trim() !== '')
}

/** A page of a site is one article, and may be as long as one can be. */
export function partMaxOf(url: string | null): number {
  return url === null ? PART_MAX : PAGE_MAX
}
