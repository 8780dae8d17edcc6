import { join, resolve } from 'node:path'
import { NEAR_SHARE } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { measureNaming } from './measure-naming.ts'
import { openMemoryJudging } from './memory-engine.ts'
import { readSets } from './read-sets.ts'

// All of it: `npm run eval:near`.

const CORPUS = process.env.HILO_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus')
const [set] = (readSets(join(CORPUS, 'ai')) ?? []).filter(({ name }) => name === 'xquad.es')
if (!set) {
  console.warn(
    `No evaluation data in ${CORPUS}: what is near is not measured. HILO_CORPUS names another folder.`,
  )
}

test.skipIf(!set)(
  'the right article is near, and of what is asked about something else seldom any',
  async () => {
    if (!set) return
    const { own, offTopic } = await measureNaming(set, 'odd', openMemoryJudging)
    const shareNear = (all: typeof own) =>
      all.filter(({ margin }) => margin >= NEAR_SHARE).length / all.length

    expect(shareNear(own.filter(({ isRight }) => isRight))).toBeGreaterThanOrEqual(0.9)
    expect(shareNear(offTopic)).toBeLessThanOrEqual(0.25)
  },
)
