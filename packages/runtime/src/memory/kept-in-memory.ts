import { createHash } from 'node:crypto'
import type { KeptFile } from '@hilo/protocol'
import type { MadeFile, Played, TurnIo } from '../replay/index.ts'
import type { TurnOf } from '../replay/play.ts'

/** What a turn needs, but for the recording of steps. */
export type Io = Omit<TurnIo, 'step'>
export type Step = TurnIo['step']
/** Plays one turn, wherever its code is; without it, here. */
export type PlayTurn = (turnOf: TurnOf) => Promise<Played>

/** What stands for a file where no host keeps any: the same bytes are the same id. */
export function keptInMemory({ bytes, mimeType }: MadeFile): KeptFile {
  const mediaId = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const [family = ''] = mimeType.split('/')
  const kind = family === 'image' || family === 'video' || family === 'audio' ? family : 'document'
  return { mediaId, kind, mimeType }
}

/** Keeps files for a run that says none of its own. */
export const FILES: Pick<Io, 'keepFile'> = { keepFile: async (file) => keptInMemory(file) }
