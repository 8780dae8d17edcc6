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
}

declare global {
  interface Window {
    hilo?: Hilo
  }
}

const script = document.currentScript as HTMLScriptElement
window.hilo ??= start(script.src, script.dataset)

/** Nothing is fetched before the first `open`: until then the page carries one button. */
function start(source: string, { key, locale, color }: DOMStringMap): Hilo {
  const launcher = createLauncher()
  const look: Look = { isOpen: false, unread: 0, locale, color: readColor(color) }
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
      frame = createFrame(frameUrl(source, key, look.locale), receive)
      launcher.root.append(frame.element)
    }
    show()
    if (isOpen) frame.element.focus()
    else if (document.activeElement === launcher.host) launcher.button.focus()
    emit(isOpen ? 'open' : 'close')
  }
  const receive = (message: ToHost) => {
    if (message.hilo === 'close') return toggle(false)
    if (message.hilo === 'message') return emit('message', message.detail)
    const isNews = look.unread !== message.unread
    look.unread = message.unread
    look.color ??= message.color
    show()
    if (isNews) emit('unread', look.unread)
  }

  launcher.button.onclick = () => toggle(!look.isOpen)
  launcher.button.onkeydown = ({ key }) => {
    // No value is returned: `false` would swallow every other key.
    if (key === 'Escape') toggle(false)
  }
  mount(launcher.host)
  show()

  return {
    open: () => toggle(true),
    close: () => toggle(false),
    on,
    set(options) {
      look.locale = options.locale ?? look.locale
      look.color = readColor(options.color) ?? look.color
      show()
    },
  }
}

/** The key travels in the query, because the server chooses by it which sites may frame the page. */
function frameUrl(source: string, key = '', locale = ''): URL {
  return new URL(`frame/?key=${key}#origin=${location.origin}&locale=${locale}`, source)
}

/** A script in the head runs before there is a body. */
function mount(host: HTMLElement) {
  const append = () => document.body.append(host)
  if (document.body) append()
  else addEventListener('DOMContentLoaded', append)
}
