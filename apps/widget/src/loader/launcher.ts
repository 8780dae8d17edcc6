import { inkOn } from '../color.ts'
import { STYLES } from './styles.ts'

export type Launcher = {
  host: HTMLElement
  /** Holds the button and, once pressed, the frame. */
  root: ShadowRoot
  button: HTMLButtonElement
  show(look: Look): void
}

/** As the page and the frame wish it: the data attributes of the script, and what is called since. */
export type Look = {
  isOpen: boolean
  unread: number
  key?: string
  locale?: string
  color?: string
  identity?: string
}

/** One line: a speech bubble whose end loops once. */
const THREAD = 'M2 21.5c5 0 8-2 8-5 0-2.5-4-2.5-4 .5s3 3.5 6.5 3.5a8.8 8.8 0 1 0-8.7-7.5'
const CHEVRON = 'M6 9l6 6 6-6'

/**
 * Builds the round button. Elements and style sheet are made by script: a page without `unsafe-inline`
 * allows that.
 */
export function createLauncher(): Launcher {
  const host = document.createElement('hilo-widget')
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  const button = document.createElement('button')
  const badge = document.createElement('b')
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  sheet.replaceSync(STYLES)
  root.adoptedStyleSheets = [sheet]
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.append(path)
  button.append(icon, badge)
  root.append(button)

  return {
    host,
    root,
    button,
    show({ isOpen, unread, color }) {
      const count = isOpen || unread < 1 ? '' : `${unread}`
      host.toggleAttribute('open', isOpen)
      path.setAttribute('d', isOpen ? CHEVRON : THREAD)
      badge.textContent = count
      button.ariaLabel = `Chat ${count}`
      button.ariaExpanded = `${isOpen}`
      if (!color) return
      host.style.setProperty('--accent', color)
      host.style.setProperty('--ink', inkOn(color))
    },
  }
}
