import { createHash } from 'node:crypto'
import { InstructionWords } from '@hilo/protocol'

/** The same for the same instructions, in whatever order their parts were stored. */
export function hashOfWords(words: InstructionWords): string {
  const ordered = Object.keys(InstructionWords.shape).map((key) => words[key as keyof InstructionWords])
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex')
}
