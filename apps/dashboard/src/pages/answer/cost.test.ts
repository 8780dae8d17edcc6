import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { moneyText } from './cost.ts'

const told = (microUsd: number, unknown: number, calls: number) =>
  moneyText({ microUsd, unknown, calls }, { words: en.answers, language: 'en' })

test('what is unknown is said to be unknown, and is never nothing', () => {
  expect(told(0, 2, 2)).toBe('unknown')
  expect(told(1_500_000, 1, 2)).toBe('$1.50, and calls whose cost is unknown')
})
