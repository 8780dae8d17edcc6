import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { measureRefusal } from './measure-refusal.ts'
import { openMemoryJudging } from './memory-engine.ts'
import { readSets } from './read-sets.ts'

// All of it: `npm run eval:refuse`.

const CORPUS = process.env.HILO_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus')
const wanted = (readSets(join(CORPUS, 'ai')) ?? []).filter(({ name }) => name === 'xquad.es')
if (wanted.length === 0) {
  console.warn(`No evaluation data in ${CORPUS}: refusal is not measured. HILO_CORPUS names another folder.`)
}

test.skipIf(wanted.length === 0)('what the articles say is answered, and little else', async () => {
  for (const set of wanted) {
    const { answered, right, offTopic, hard } = await measureRefusal(set, 'odd', openMemoryJudging)

    expect(answered).toBeGreaterThanOrEqual(0.7)
    expect(right).toBeGreaterThanOrEqual(0.95)
    expect(offTopic).toBeLessThanOrEqual(0.02)
    expect(hard).toBeLessThanOrEqual(0.08)
  }
})
