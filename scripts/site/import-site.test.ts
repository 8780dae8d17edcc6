import { expect, test } from 'vitest'
import { testDatabase } from '../../apps/server/src/testing/database.ts'
import { isBelowBar, printFigures } from '../bench/figure.ts'
import { openProofGround } from '../ground/open-ground.ts'
import { measureImport } from './measure-import.ts'

// A thousand of them: `npm run import:site`.

test('a site is read whole by a server that is killed, and again only what changed of it', {
  timeout: 90_000,
}, async () => {
  const ground = await openProofGround((await testDatabase()).urls)

  const figures = await measureImport(ground, { pages: 40, changed: 3, gone: 1, tell: () => {} })
  await ground.close()

  expect(figures.filter(isBelowBar), printFigures(figures)).toEqual([])
  expect(figures.filter(({ bar }) => bar)).toHaveLength(13)
})
