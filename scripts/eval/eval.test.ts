import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isBelowBar, printFigures } from '../bench/figure.ts'
import { measureHandoff } from './measure-handoff.ts'
import { measureInjection } from './measure-injection.ts'
import { measureLanguage } from './measure-language.ts'

const CORPUS = process.env.HILO_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus')
const data = join(CORPUS, 'ai')
const isThere = existsSync(data)
if (!isThere)
  console.warn(`No data in ${data}: figures of AI are not measured. HILO_CORPUS names another folder.`)

describe.skipIf(!isThere)('what is decided before a model reaches its bars', () => {
  test.each([
    ['the language', measureLanguage],
    ['asking for a person', measureHandoff],
    ['flags of injection', measureInjection],
  ])('%s', async (_name, measure) => {
    const figures = await measure({ data, split: 'dev' })

    expect(printFigures(figures.filter(isBelowBar))).toBe('')
  })
})
