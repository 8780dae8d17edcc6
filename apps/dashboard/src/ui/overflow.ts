import { type RefObject, useCallback, useSyncExternalStore } from 'react'

const BEFORE = 1
const AFTER = 2
/** Widths are fractions, and what scrolls counts whole pixels. */
const SLACK_PX = 1

/**
 * Whether something of a row that scrolls sideways is out of sight, before what is seen and after it.
 * `scroller` has one child, which is as wide as all of it.
 */
export function useOverflow(scroller: RefObject<HTMLElement | null>): { before: boolean; after: boolean } {
  const subscribe = useCallback((listener: () => void) => listen(scroller.current, listener), [scroller])
  const sides = useSyncExternalStore(subscribe, () => sidesOf(scroller.current))
  return { before: (sides & BEFORE) !== 0, after: (sides & AFTER) !== 0 }
}

function listen(scroller: HTMLElement | null, listener: () => void): () => void {
  if (!scroller) return () => undefined
  const observer = new ResizeObserver(listener)
  observer.observe(scroller)
  for (const child of scroller.children) observer.observe(child)
  scroller.addEventListener('scroll', listener, { passive: true })
  return () => {
    observer.disconnect()
    scroller.removeEventListener('scroll', listener)
  }
}

function sidesOf(scroller: HTMLElement | null): number {
  if (!scroller) return 0
  const { scrollLeft, scrollWidth, clientWidth } = scroller
  const hidden = scrollWidth - clientWidth - scrollLeft
  return (scrollLeft > SLACK_PX ? BEFORE : 0) | (hidden > SLACK_PX ? AFTER : 0)
}
