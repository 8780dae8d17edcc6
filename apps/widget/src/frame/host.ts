import { readToFrame, type ToFrame, type ToHost } from '../bridge.ts'

export type Host = { post(message: ToHost): void }

/**
 * The page around the frame. `origin` comes from the address the loader gave the frame, and only that page's
 * window with that very origin is heard or answered; the browser delivers nothing to a page that claimed
 * another's origin.
 */
export function connectHost(origin: string, onMessage: (message: ToFrame) => void): Host {
  const isFramed = window.parent !== window && /^https?:\/\/[^/]+$/.test(origin)
  window.addEventListener('message', (event) => {
    if (!isFramed || event.source !== window.parent || event.origin !== origin) return
    const message = readToFrame(event.data)
    if (message) onMessage(message)
  })
  return { post: (message) => isFramed && window.parent.postMessage(message, origin) }
}
