import { z } from 'zod'
import { type Content, previewOf } from './content.ts'

export const PreviewFile = z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker'])
export type PreviewFile = z.infer<typeof PreviewFile>

/** A message as the list of conversations has it: its line, and of a file without words what it is. */
export function briefOf(content: Content): { text: string; file?: PreviewFile } {
  const text = previewOf(content)
  // The name of a document says more than that it is one; that of a picture is what a camera counts.
  if (content.type !== 'media' || content.caption) return { text }
  if (content.kind === 'document' && content.filename) return { text }
  return { text, file: content.voice ? 'voice' : content.kind }
}
