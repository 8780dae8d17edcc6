const TITLE_MAX = 300

/** A title of one line: what is said, else the name without its ending. */
export function titleOf(said: string | null, name: string): string {
  const title =
    oneLine(said ?? '') || oneLine(name.replace(/\.[a-z0-9]{1,8}$/i, '').replaceAll(/[_-]+/g, ' '))
  return title.slice(0, TITLE_MAX).toWellFormed().trim() || 'Untitled'
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
