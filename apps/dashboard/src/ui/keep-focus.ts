/**
 * Where the focus goes when what has it is taken out of the page: without that whoever uses the keyboard begins
 * at the top again.
 */

const FOCUSABLE = ['button:enabled', 'a[href]', 'input:enabled', 'select:enabled', 'textarea:enabled'].join(
  ', ',
)

/** For a ref of what can be removed. The focus goes to what stands beside it, else to the part it was in. */
export const keepFocus = giveBackFocus(null)

/** The same of what opens in its place on the page: the focus goes back to what opened it, while that is there. */
export function giveBackFocus(opener: Element | null) {
  return (element: HTMLElement | null) => () => {
    // A window has its own ways.
    if (!element?.contains(document.activeElement) || element.closest('[role="dialog"]')) return
    const { previousElementSibling, nextElementSibling, parentElement } = element
    const around = [parentElement?.closest('li'), parentElement?.closest('section')]
    const places = [previousElementSibling, nextElementSibling, ...around]
    queueMicrotask(() => {
      if (document.activeElement !== document.body) return
      const found = places.map((place) => place?.isConnected && place.querySelector<HTMLElement>(FOCUSABLE))
      const next = isPlace(opener) ? opener : found.find(Boolean)
      if (next) next.focus()
    })
  }
}

/** Where the focus goes when a window is closed; true: to what the menu belongs to that it was opened from. */
export function placeAfter(opener: Element | null, { isOfMenu }: { isOfMenu: boolean }): HTMLElement | true {
  if (isPlace(opener)) return opener
  const page = document.querySelector('[role="main"]')
  return (!isOfMenu && page?.querySelector<HTMLElement>(FOCUSABLE)) || true
}

/** Whether the focus can go there still. */
function isPlace(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.isConnected && element !== document.body
}
