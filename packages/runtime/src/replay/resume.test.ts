import { expect, test } from 'vitest'
import { defineBackend, type Resume, resumeRuleOf } from './index.ts'

test.each<[Resume | undefined, unknown]>([
  [undefined, 'on hand-back'],
  ['on hand-back', 'on hand-back'],
  ['never', 'never'],
  ['after 30 min of silence', { afterSilenceMs: 1_800_000 }],
  [{ afterSilence: '2 hours' }, { afterSilenceMs: 7_200_000 }],
  [{ afterSilence: 60_000 }, { afterSilenceMs: 60_000 }],
])('resume: %j is read', (resume, rule) => {
  expect(resumeRuleOf(resume)).toEqual(rule)
})

test.each([
  ['sometimes', /resume is 'on hand-back', 'never'/],
  [{}, /resume is/],
  ['after a while of silence', /is not a duration/],
  [{ afterSilence: '1 second' }, /a minute of silence at least/],
])('resume: %j is refused in words when the backend is declared', (resume, words) => {
  const declare = () => defineBackend({ name: 'test', resume: resume as Resume, run: async () => {} })

  expect(declare).toThrow(words)
})
