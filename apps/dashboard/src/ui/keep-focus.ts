/**
 * Where the focus goes when what has it is taken out of the page: without that whoever uses the keyboard
 * begins at the top again.
 */

type Places = readonly (Element | null | undefined)[]

const FOCUSABLE = ['button:enabled', 'a[href]', 'input:enabled', 'select:enabled', 'textarea:enabled']
  .map((each) => `${each}:not([hidden])`)
  .join(', ')

/** For a ref of what can be removed. The focus goes to what stands beside it, else to the part it was in. */
export const keepFocus = giveBackFocus(null)

/** The same of what opens in its place on the page: the focus goes back to what opened it, while that is there. */
export function giveBackFocus(opener: Element | null) {
  return (element: HTMLElement | null) => () => {
    // A window has its own ways.
    if (!element?.contains(document.activeElement) || element.closest('[role="dialog"]')) return
    const places = [element.previousElementSibling, element.nextElementSibling, ...partsAround(element)]
    queueMicrotask(() => takeUp(opener, places))
  }
}

/** What the closing of a window does with the focus that its opener had. */
export function leaveWindowFor(opener: Element | null) {
  const places = partsAround(opener)
  const isOfMenu = Boolean(opener?.closest('[role="menu"]'))
  return {
    /** Where it goes; true: to what the menu belongs to that the window was opened from. */
    place: (): HTMLElement | true => {
      if (isOfMenu) return true
      return isThere(opener) ? opener : (firstIn([...places, thePage()]) ?? true)
    },
    /** For a ref: a moment later, where the opener went with the window, it goes to its surroundings. */
    ref: () => () => void requestAnimationFrame(() => takeUp(opener, [...places, thePage()])),
  }
}

/** The row, and the part of the page, in which an element stands. */
function partsAround(element: Element | null): Places {
  const parent = element?.parentElement
  return [parent?.closest('li'), parent?.closest('section')]
}

function thePage(): Element | null {
  return document.querySelector('[role="main"]')
}

/** Gives a focus that nobody has to the opener, or to the first place that can take it. */
function takeUp(opener: Element | null, places: Places): void {
  if (document.activeElement !== document.body) return
  const next = isThere(opener) ? opener : firstIn(places)
  next?.focus()
}

function firstIn(places: Places): HTMLElement | undefined {
  const found = places.map((place) => place?.isConnected && place.querySelector<HTMLElement>(FOCUSABLE))
  return found.find((one) => one instanceof HTMLElement)
}

function isThere(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.isConnected && element !== document.body
}
