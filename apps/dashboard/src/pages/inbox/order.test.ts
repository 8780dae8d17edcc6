import { describe, expect, test } from 'vitest'
import { arrange } from './order.ts'

const FREE = { key: null, isScrolled: false }

describe('arrange', () => {
  test('follows the live order when nobody holds it', () => {
    expect(arrange(['c', 'a', 'b'], ['a', 'b', 'c'], FREE)).toEqual({ ids: ['c', 'a', 'b'], waiting: 0 })
  })

  test('keeps the row under the pointer in its place while the others move', () => {
    const { ids } = arrange(['c', 'a', 'b'], ['a', 'b', 'c'], { key: 'b', isScrolled: false })

    expect(ids).toEqual(['c', 'b', 'a'])
  })

  test('lets the row under the pointer go when it leaves the list', () => {
    expect(arrange(['a', 'c'], ['a', 'b', 'c'], { key: 'b', isScrolled: false }).ids).toEqual(['a', 'c'])
  })

  test('keeps a scrolled list as it is and counts what waits above', () => {
    const hold = { key: null, isScrolled: true }

    expect(arrange(['new', 'c', 'a', 'b'], ['a', 'b', 'c'], hold)).toEqual({
      ids: ['a', 'b', 'c'],
      waiting: 2,
    })
  })

  test('adds a later page to a scrolled list', () => {
    const hold = { key: null, isScrolled: true }

    expect(arrange(['a', 'b', 'c', 'd'], ['a', 'b'], hold)).toEqual({ ids: ['a', 'b', 'c', 'd'], waiting: 0 })
  })

  test('gives its own result again', () => {
    const hold = { key: 'b', isScrolled: false }
    const sorted = ['d', 'c', 'a', 'b']
    const once = arrange(sorted, ['a', 'b', 'c', 'd'], hold)

    expect(arrange(sorted, once.ids, hold)).toEqual(once)
  })
})
