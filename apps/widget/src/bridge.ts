/**
 * What the host page's loader and the iframe say to each other with `postMessage`. Both sides check the exact
 * origin and window first; what arrives is then read field by field, so a malformed message is no message.
 */

/**
 * From the loader to the frame: how the page wants it to be. `identity` is the token that says who the
 * visitor is; empty: nobody any more.
 */
export type ToFrame = { hilo: 'set'; isOpen: boolean; locale?: string; color?: string; identity?: string }

/** From the frame to the loader. Never the words of a conversation: the host page is not to read them. */
export type ToHost =
  | { hilo: 'state'; unread: number; color?: string }
  | { hilo: 'message'; detail: { id: string; author: string } }
  | { hilo: 'close' }
  | { hilo: 'expired'; detail?: undefined }

/** The colour, when it is one as `#rrggbb`: nothing else may reach a style. */
export function readColor(value: unknown): string | undefined {
  const color = `${value}`
  return /^#[\da-f]{6}$/i.test(color) ? color : undefined
}

/** The message that `data` is, or null when it is not one of the frame's. */
export function readToHost(data: unknown): ToHost | null {
  const { hilo, unread, color, detail } = Object(data)
  if (hilo === 'state' && Number.isInteger(unread)) return { hilo, unread, color: readColor(color) }
  if (hilo === 'message') return { hilo, detail: { id: `${detail?.id}`, author: `${detail?.author}` } }
  return hilo === 'close' || hilo === 'expired' ? { hilo } : null
}

/** The message that `data` is, or null when it is not one of the loader's. */
export function readToFrame(data: unknown): ToFrame | null {
  const { hilo, isOpen, locale, color, identity } = Object(data)
  if (hilo !== 'set' || typeof isOpen !== 'boolean') return null
  return { hilo, isOpen, locale: textOr(locale), color: readColor(color), identity: textOr(identity) }
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
