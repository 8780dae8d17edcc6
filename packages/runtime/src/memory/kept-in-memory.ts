import { createHash } from 'node:crypto'
import type { KeptFile } from '@hilo/protocol'
import type { MadeFile } from '../replay/index.ts'

/** What stands for a file where no host keeps any: the same bytes are the same id. */
export function keptInMemory({ bytes, mimeType }: MadeFile): KeptFile {
  const mediaId = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const [family = ''] = mimeType.split('/')
  const kind = family === 'image' || family === 'video' || family === 'audio' ? family : 'document'
  return { mediaId, kind, mimeType }
}
