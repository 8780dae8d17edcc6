import { type Content, fileOf } from '@hilo/protocol'

/** What gives the bubble of a message its width. */
export function fitOf(content: Content): 'words' | 'file' | 'sticker' {
  const file = fileOf(content)
  if (!file) return 'words'
  return file.kind === 'sticker' ? 'sticker' : 'file'
}
