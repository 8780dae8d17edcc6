/** A part of a file that a client asks for; `end` is included. `beyond`: nothing of it is there. */
export type ByteRange = { type: 'whole' } | { type: 'part'; start: number; end: number } | { type: 'beyond' }

/**
 * Reads a `Range` header for a file of so many bytes. What is no range, or several, is answered whole.
 * https://www.rfc-editor.org/rfc/rfc9110#name-range
 */
export function readRange(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  const [, first = '', last = ''] = match ?? []
  if (!match || (first === '' && last === '')) return { type: 'whole' }
  if (first === '') {
    const start = Math.max(0, size - Number(last))
    return start < size ? { type: 'part', start, end: size - 1 } : { type: 'beyond' }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return { type: 'whole' }
  return start < size ? { type: 'part', start, end } : { type: 'beyond' }
}
