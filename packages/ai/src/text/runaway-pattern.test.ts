import { expect, test } from 'vitest'
import { isRunaway } from './runaway-pattern.ts'

test.each([
  '(a+)+',
  '^(a|a)*$',
  '^((a+))+$',
  '(?:a*)*b',
  String.raw`^(\w+\s?)*$`,
  String.raw`(\d{1,3})+x`,
  String.raw`(\d\d?){2,}`,
  '(?<part>[a-z]+-?){1,40}!',
  '(.*,)+$',
  String.raw`(?=(\w|\d)+$)x`,
  String.raw`(.)(\1+)+`,
])('%s may take for ever', (pattern) => {
  expect(isRunaway(pattern)).toBe(true)
})

test.each([
  String.raw`^[A-Z]-\d+$`,
  String.raw`^(\w+\.)+\w+$`,
  String.raw`^\d+(,\d{1,3})*$`,
  String.raw`^(?:\s*,\s*\d+)*$`,
  '^(Mon|Tue|Thu)+$',
  String.raw`^[(a+)+]+\(a+\)+$`,
  String.raw`^(?:\p{L}+['’ -])*\p{L}+$`,
  '^(a+){1,3}$',
  '(ab?)*',
  '^$',
])('%s may not', (pattern) => {
  expect(isRunaway(pattern)).toBe(false)
})
