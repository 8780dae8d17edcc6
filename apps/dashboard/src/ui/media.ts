import { useSyncExternalStore } from 'react'

/** Where the three panes no longer fit and become a stack. */
export const NARROW = '(max-width: 767px)'
/** Where list and thread fit, and the details come over the thread. */
export const MEDIUM = '(max-width: 1179px)'
/** Where there is no keyboard to press Enter on. */
export const TOUCH = '(pointer: coarse)'

/** Whether the media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}
