export type Toast = { id: number; tone: 'plain' | 'fail'; title: string; body?: string }

const SHOWN_MS = 6_000

const listeners = new Set<() => void>()
let toasts: readonly Toast[] = []
let nextId = 1

/** Says something for a few seconds, above everything but the composer. */
export function toast(say: Omit<Toast, 'id'>): void {
  const id = nextId++
  set([...toasts.slice(-2), { ...say, id }])
  setTimeout(() => dismissToast(id), SHOWN_MS)
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

function set(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}
