import { readToHost, type ToFrame, type ToHost } from '../bridge.ts'

export type Frame = { element: HTMLIFrameElement; post(message: ToFrame): void }

/**
 * The iframe, and the only messages that count: those that this very window sends from this very origin.
 * Nothing is posted before the first of them: until then the window is an empty page of another origin.
 */
export function createFrame({ href, origin }: URL, onMessage: (message: ToHost) => void): Frame {
  const element = document.createElement('iframe')
  element.src = href
  element.title = 'Chat'
  addEventListener('message', (event) => {
    if (event.source !== element.contentWindow || event.origin !== origin) return
    const message = readToHost(event.data)
    element.id = 'ready'
    if (message) onMessage(message)
  })
  fitToKeyboard(element)
  return { element, post: (message) => element.id && element.contentWindow?.postMessage(message, origin) }
}

/**
 * On a phone the keyboard covers what is fixed to the bottom, unless the frame follows the visible part of
 * the page.
 */
function fitToKeyboard({ style }: HTMLIFrameElement) {
  const viewport = window.visualViewport
  const fit = () => {
    style.height = viewport && innerWidth <= 480 ? `${viewport.height}px` : ''
  }
  viewport?.addEventListener('resize', fit)
  fit()
}
