import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { measureRetrieval } from './measure-retrieval.ts'
import { openMemoryEngine } from './memory-engine.ts'
import { readSets } from './read-sets.ts'

// All of it: `npm run eval:retrieval`.

const CORPUS = process.env.HILO_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus')
const sets = readSets(join(CORPUS, 'ai')) ?? []
const wanted = sets.filter(({ name }) => name.startsWith('xquad.'))
if (wanted.length === 0)
  console.warn(
    `No evaluation data in ${CORPUS}: retrieval is not measured. HILO_CORPUS names another folder.`,
  )

test.skipIf(wanted.length === 0)(
  'questions find the passage that answers them, in both languages',
  async () => {
    for (const set of wanted) {
      const { first, five } = await measureRetrieval(set, openMemoryEngine)

      expect(first).toBeGreaterThanOrEqual(0.92)
      expect(five).toBeGreaterThanOrEqual(0.98)
    }
  },
)
