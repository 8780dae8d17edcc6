import type { Id } from '@hilo/protocol'

const KEY = 'hilo.org'

/** The org that a member of several chose in this browser; null lets the server decide. */
export function chosenOrg(): Id | null {
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY)
}

/** Goes to another org. The page begins anew, so that nothing of the one before stays on it. */
export function chooseOrg(id: Id): void {
  localStorage.setItem(KEY, id)
  location.assign('/inbox')
}

export function forgetOrg(): void {
  localStorage.removeItem(KEY)
}
