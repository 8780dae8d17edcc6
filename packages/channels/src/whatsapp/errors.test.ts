import { describe, expect, test } from 'vitest'
import { CAUSES } from './causes.ts'
import { errorSentence, failureOf } from './errors.ts'

describe('errorSentence', () => {
  test('speaks the reader’s language', () => {
    expect(errorSentence(131047)).toContain('24 hours')
    expect(errorSentence('131047', 'es')).toContain('24 horas')
    expect(errorSentence('131047', 'pt')).toContain('Passaram mais de 24 horas')
  })

  test('says more where the subcode does', () => {
    expect(errorSentence(10)).toContain('permission')
    expect(errorSentence(10, 'en', 2018278)).toContain('24 hours')
  })

  test('names a code that nobody has seen', () => {
    expect(errorSentence(199999)).toContain('199999')
    expect(errorSentence('199999', 'es')).toContain('199999')
    expect(errorSentence('199999', 'pt')).toContain('recusou')
  })
})

test('every cause has a whole sentence in every language, and no two languages share one', () => {
  for (const { en, es, pt } of Object.values(CAUSES)) {
    expect(en).toMatch(/^[A-Z].{15,}\.$/)
    expect(es).toMatch(/^[A-ZÁÉÍÓÚ].{15,}\.$/)
    expect(pt).toMatch(/^[A-ZÁÉÍÓÚ].{15,}\.$/)
    expect(new Set([en, es, pt]).size).toBe(3)
  }
})

test('a failure without a code still says that the message failed', () => {
  expect(failureOf(undefined)).toEqual({ code: 'unknown', reason: expect.stringContaining('failed') })
  expect(failureOf(131026)).toMatchObject({ code: '131026' })
})
