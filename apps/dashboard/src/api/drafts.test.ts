import { expect, test } from 'vitest'
import { memoryStorage } from '../testing/memory-storage.ts'
import { createDrafts } from './drafts.ts'

test('a draft survives a reload, and a note is not a reply', () => {
  const storage = memoryStorage()
  createDrafts(storage).set('c1', 'note', 'Ask the kitchen')

  const drafts = createDrafts(storage)

  expect(drafts.get('c1', 'note')).toBe('Ask the kitchen')
  expect(drafts.get('c1', 'reply')).toBe('')
  expect(drafts.has('c1')).toBe(false)
})

test('an emptied draft is no draft', () => {
  const drafts = createDrafts(memoryStorage())
  drafts.set('c1', 'reply', 'Hello')
  expect(drafts.has('c1')).toBe(true)

  drafts.set('c1', 'reply', '  ')

  expect(drafts.has('c1')).toBe(false)
})

test('the oldest drafts leave first', () => {
  const drafts = createDrafts(memoryStorage())
  for (let index = 0; index <= 200; index++) drafts.set(`c${index}`, 'reply', 'x')

  expect(drafts.has('c0')).toBe(false)
  expect(drafts.has('c200')).toBe(true)
})

test('a broken storage begins empty', () => {
  const storage = memoryStorage()
  storage.setItem('hilo.drafts', '{')

  expect(createDrafts(storage).has('c1')).toBe(false)
})
