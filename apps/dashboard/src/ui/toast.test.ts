import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dismissToast, toast, toastStore } from './toast.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const { id } of toastStore.snapshot()) dismissToast(id)
  vi.useRealTimers()
})

const titles = () => toastStore.snapshot().map(({ title }) => title)

test('what is said twice is shown once, for as long as the later one', () => {
  toast({ tone: 'plain', title: 'Saved' })
  toast({ tone: 'plain', title: 'Sent' })
  vi.advanceTimersByTime(4_000)
  toast({ tone: 'plain', title: 'Saved' })
  expect(titles()).toEqual(['Sent', 'Saved'])
  vi.advanceTimersByTime(3_000)
  expect(titles()).toEqual(['Saved'])
  vi.advanceTimersByTime(3_000)
  expect(titles()).toEqual([])
})

test('what differs in its body, or can be taken back, stays beside the other', () => {
  toast({ tone: 'plain', title: 'Closed', undo: () => {} })
  toast({ tone: 'plain', title: 'Closed', undo: () => {} })
  toast({ tone: 'plain', title: 'Closed', body: 'By you' })
  expect(titles()).toEqual(['Closed', 'Closed', 'Closed'])
})
