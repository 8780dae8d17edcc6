import type { Content } from '@hilo/protocol'

/** How far the file of a message is, and what is said or shown in it. */
export type FileState = {
  content: Content
  /** Null where it has none. */
  fileStatus: 'due' | 'stored' | 'failed' | 'gone' | null
  wordsStatus: 'due' | 'done' | 'failed' | null
}

/** Whether it is being found out what a file says; `worded`: the kinds for which that comes by itself. */
export function areWordsAwaited(
  { content, fileStatus, wordsStatus }: FileState,
  worded: readonly string[],
): boolean {
  if (content.type !== 'media') return false
  return wordsStatus === 'due' || (fileStatus === 'due' && worded.includes(content.kind))
}
