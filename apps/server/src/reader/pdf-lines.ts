/** A piece of text as it is set. https://mozilla.github.io/pdf.js/api/draft/module-pdfjsLib.html */
export type TextItem = { str: string; hasEOL: boolean; height: number; transform: ArrayLike<number> }

export type Line = {
  text: string
  /** Of its letters, to a tenth. */
  size: number
  /** There is more space above it than between the lines of a paragraph. */
  beginsBlock: boolean
}

/** In heights of a line: from here on it is another paragraph. */
const BLOCK_GAP = 1.7

/** The lines of one page, in their order. The first begins a block. */
export function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Line[] = []
  let text = ''
  let size = 0
  let y: number | null = null
  let lastY: number | null = null
  const close = () => {
    const words = text.replaceAll(/\s+/g, ' ').trim()
    if (words !== '') {
      const gap = lastY === null || y === null ? Number.POSITIVE_INFINITY : Math.abs(lastY - y)
      lines.push({
        text: words,
        size: Math.round(size * 10) / 10,
        beginsBlock: gap > BLOCK_GAP * (size || 1),
      })
      lastY = y
    }
    text = ''
    size = 0
    y = null
  }
  for (const { str, hasEOL, height, transform } of items) {
    text += str
    if (str.trim() !== '') {
      size = Math.max(size, height)
      y ??= transform[5] ?? null
    }
    if (hasEOL) close()
  }
  close()
  return lines
}
