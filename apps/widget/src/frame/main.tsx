import { render } from 'preact'
import { inkOn } from '../color.ts'
import { connectHost } from './host.ts'
import { Session } from './session.ts'
import { openStorage } from './storage.ts'
import { App } from './ui/App.tsx'
import { focusComposer } from './ui/Composer.tsx'
import { chooseLocale, wordsIn } from './words.ts'
import './styles/theme.css'
import './styles/frame.css'
import './styles/thread.css'

const fragment = new URLSearchParams(location.hash.slice(1))
const widgetKey = new URLSearchParams(location.search).get('key') ?? ''
const session = new Session({
  widgetKey,
  socketUrl: `${location.origin.replace(/^http/, 'ws')}/widget/v1/socket`,
  storage: openStorage(() => localStorage),
})
session.identity = fragment.get('identity') || undefined
let wishedLocale = fragment.get('locale') ?? ''
let wishedColor: string | undefined
let told = ''
let toldRefusal: string | undefined

const host = connectHost(fragment.get('origin') ?? '', ({ isOpen, locale, color, identity }) => {
  const isOpening = isOpen && !session.isOpen
  wishedLocale = locale ?? wishedLocale
  wishedColor = color
  session.setOpen(isOpen)
  session.identify(identity)
  draw()
  if (isOpening) focusComposer()
})
session.onChange = draw
session.onMessage = ({ id, author }) => host.post({ hilo: 'message', detail: { id, author } })
// Opened on its own, the page is its own widget.
if (window.parent === window) session.setOpen(true)
draw()

function draw() {
  const { config, unread } = session
  session.locale = chooseLocale([wishedLocale, navigator.language, config?.locale])
  document.documentElement.lang = session.locale
  paint(wishedColor ?? config?.color)
  const words = wordsIn(session.locale)
  render(<App session={session} words={words} onClose={() => host.post({ hilo: 'close' })} />, document.body)
  if (session.refusal !== toldRefusal) {
    toldRefusal = session.refusal
    if (toldRefusal === 'identity_expired') host.post({ hilo: 'expired' })
  }
  const news = `${unread} ${config?.color}`
  if (news === told) return
  told = news
  host.post({ hilo: 'state', unread, color: config?.color })
}

function paint(color: string | undefined) {
  if (!color) return
  document.documentElement.style.setProperty('--accent', color)
  document.documentElement.style.setProperty('--on-accent', inkOn(color))
}
