import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * Keys of the current screen. Single keys never fire while somebody types, and follow the typed character, so
 * that they are where the keyboard says they are; a layout without Latin letters falls back to the position.
 */

export type Shortcut = {
  /** `j`, `?`, `Escape`, `Enter`, or two in a row: `g i`. */
  key: string
  label: string
  run: () => void
  /** Goes on while the key is held down; else a key acts once, however long it is held. */
  repeats?: boolean
}

const SEQUENCE_MS = 900

type Registration = { read: () => readonly Shortcut[] }

const listeners = new Set<() => void>()
let registrations: readonly Registration[] = []
let pending = { key: '', at: 0 }

/** Makes the shortcuts work while the component is on the screen. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const registration = { read: () => latest.current }
    set([...registrations, registration])
    return () => set(registrations.filter((each) => each !== registration))
  }, [])
}

/** Every shortcut that works on this screen now. */
export function useAllShortcuts(): readonly Shortcut[] {
  const all = useSyncExternalStore(subscribe, () => registrations)
  return all.flatMap(({ read }) => read())
}

/** Does what a key would do, for those who came by mouse. */
export function runShortcut(key: string): void {
  registrations
    .flatMap(({ read }) => read())
    .find((each) => each.key === key)
    ?.run()
}

/** The key that was typed, as shortcuts name it; null when it belongs to a control or to the system. */
export function typedKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  if (event.key.length > 1) return event.key
  const isForeignLetter = /\p{L}/u.test(event.key) && !/[a-z]/i.test(event.key)
  const position = /^Key([A-Z])$/.exec(event.code)?.[1]
  return isForeignLetter && position ? position.toLowerCase() : event.key.toLowerCase()
}

function handle(event: KeyboardEvent) {
  const key = typedKey(event)
  if (!key || event.defaultPrevented || event.isComposing) return
  if (isBusy(event.target, key)) return
  const all = registrations.flatMap(({ read }) => read())
  const sequence = event.timeStamp - pending.at < SEQUENCE_MS ? `${pending.key} ${key}` : key
  const found = all.find((each) => each.key === sequence) ?? all.find((each) => each.key === key)
  pending = { key, at: event.timeStamp }
  if (!found) return
  event.preventDefault()
  if (!event.repeat || found.repeats) found.run()
}

function isBusy(target: EventTarget | null, key: string): boolean {
  if (document.querySelector('[role="dialog"],[role="menu"]')) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.matches('input, textarea, select')) return true
  return key === 'Enter' && target.matches('a, button, summary, [role="tab"]')
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: readonly Registration[]) {
  if (registrations.length === 0 && next.length > 0) document.addEventListener('keydown', handle)
  if (next.length === 0) document.removeEventListener('keydown', handle)
  registrations = next
  for (const listener of listeners) listener()
}
