export type Toast = {
  id: number
  tone: 'plain' | 'fail'
  title: string
  body?: string
  /** What takes back that of which it tells, for as long as it is shown. */
  undo?: () => void
}

const SHOWN_MS = 6_000
/** What can be pressed has to be read and reached first. */
const OFFERED_MS = 10_000

const listeners = new Set<() => void>()
let toasts: readonly Toast[] = []
let nextId = 1

/**
 * Says something for a few seconds, at the foot of the window. What is said already is not said twice.
 *
 * @returns by what it is dismissed before
 */
export function toast(say: Omit<Toast, 'id'>): number {
  const id = nextId++
  const others = toasts.filter((each) => !saysSame(each, say))
  set([...others.slice(-2), { ...say, id }])
  setTimeout(() => dismissToast(id), say.undo ? OFFERED_MS : SHOWN_MS)
  return id
}

export function dismissToast(id: number): void {
  set(toasts.filter((each) => each.id !== id))
}

export const toastStore = {
  snapshot: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** Each that can be taken back stands for something else, so it stays. */
function saysSame(one: Toast, other: Omit<Toast, 'id'>): boolean {
  if (one.undo || other.undo) return false
  return one.tone === other.tone && one.title === other.title && one.body === other.body
}

function set(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}
