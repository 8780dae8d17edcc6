import { readColor, type ToHost } from '../bridge.ts'
import { createEvents, type HiloEvent, type HiloListener } from './events.ts'
import { createFrame, type Frame } from './frame.ts'
import { createLauncher, type Look } from './launcher.ts'

/** `window.hilo`, the only name the widget adds to a page. */
export type Hilo = {
  open(): void
  close(): void
  /**
   * Calls `listener` for each event, until the function it returns is called. `message` carries `{ id,
   * author }` of a message to the visitor, `unread` the number of unread messages.
   */
  on(event: HiloEvent, listener: HiloListener): () => void
  /** `locale` as `es` or `pt-BR`; `color` as `#rrggbb`. What is left out stays. */
  set(options: { locale?: string; color?: string }): void
  /** Says who the visitor is, by a token that the site's own server signed; again before it ends. */
  identify(token: string): void
  /** The visitor is nobody any more: this browser forgets what they wrote. */
  logout(): void
}

declare global {
  interface Window {
    hilo?: Hilo
  }
}

window.hilo ??= start(document.currentScript as HTMLScriptElement)

/** Nothing is fetched before the first `open`: until then the page carries one button. */
function start({ src, dataset }: HTMLScriptElement): Hilo {
  const launcher = createLauncher()
  const look: Look = { ...dataset, isOpen: false, unread: 0, color: readColor(dataset.color) }
  const { emit, on } = createEvents()
  let frame: Frame | undefined

  const show = () => {
    launcher.show(look)
    frame?.post({ hilo: 'set', ...look })
  }
  const toggle = (isOpen: boolean) => {
    if (look.isOpen === isOpen) return
    look.isOpen = isOpen
    if (!frame) {
      frame = createFrame(frameUrl(src, look), receive)
      launcher.root.append(frame.element)
    }
    show()
    if (isOpen) frame.element.focus()
    else if (document.activeElement === launcher.host) launcher.button.focus()
    emit(isOpen ? 'open' : 'close')
  }
  const receive = (message: ToHost) => {
    const { unread } = look
    if (message.hilo === 'close') return toggle(false)
    if (message.hilo !== 'state') return emit(message.hilo, message.detail)
    look.unread = message.unread
    look.color ??= message.color
    show()
    if (look.unread !== unread) emit('unread', look.unread)
  }

  launcher.button.onclick = () => toggle(!look.isOpen)
  launcher.button.onkeydown = ({ key }) => {
    // No value is returned: `false` would swallow every other key.
    if (key === 'Escape') toggle(false)
  }
  const set = ({ color, ...others }: Partial<Look>) => {
    Object.assign(look, others, { color: readColor(color) ?? look.color })
    show()
  }
  mount(launcher.host)
  show()

  return {
    open: () => toggle(true),
    close: () => toggle(false),
    on,
    set,
    identify: (identity) => set({ identity }),
    logout: () => set({ identity: '' }),
  }
}

/**
 * The key travels in the query, because the server chooses by it which sites may frame the page; what follows
 * the # travels nowhere.
 */
function frameUrl(source: string, look: Look): URL {
  const wishes = new URLSearchParams({ ...look } as object as Record<string, string>)
  return new URL(`frame/?key=${look.key}#origin=${location.origin}&${wishes}`, source)
}

/** A script in the head runs before there is a body. */
function mount(host: HTMLElement) {
  const append = () => document.body.append(host)
  if (document.body) append()
  else addEventListener('DOMContentLoaded', append)
}
