import type { ComponentChildren } from 'preact'
import { openStorage } from '../storage.ts'
import type { Words } from '../words.ts'

type Props = {
  words: Words
  /** What stands before the field. */
  attach: ComponentChildren
  onSend(text: string): void
  onTyping(): void
}

const drafts = openStorage(() => sessionStorage)
// One origin may serve the widgets of many sites: the address tells them apart.
const DRAFT = `hilo:draft${location.search}`
let field: HTMLTextAreaElement | null = null

/**
 * Where the visitor writes. The text is the element's own, so no drawing can lose a keystroke; a reload
 * keeps it.
 */
export function Composer({ words, attach, onSend, onTyping }: Props) {
  const send = (event: Event) => {
    event.preventDefault()
    const text = field?.value.trim()
    if (field && text) {
      onSend(text)
      field.value = ''
      keep()
    }
    field?.focus()
  }
  return (
    <form onSubmit={send}>
      {attach}
      <textarea
        ref={adopt}
        rows={1}
        dir="auto"
        enterkeyhint="send"
        aria-label={words.write}
        placeholder={words.write}
        onInput={() => {
          keep()
          if (field?.value) onTyping()
        }}
        onKeyDown={(event) => {
          // Enter that ends a composition (Japanese, Chinese, dead keys) belongs to the input method.
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event)
        }}
      />
      <button type="submit" class="send" aria-label={words.send}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 19V5M5.5 11.5L12 5l6.5 6.5" />
        </svg>
      </button>
    </form>
  )
}

function adopt(element: HTMLTextAreaElement | null) {
  field = element
  write(drafts.getItem(DRAFT) ?? '')
}

/** Puts `text` before what is already being written, so that neither is lost. */
export function write(text: string) {
  if (!field) return
  field.value = [text, field.value].filter(Boolean).join('\n')
  keep()
}

export function focusComposer() {
  field?.focus()
}

function keep() {
  if (!field) return
  field.style.height = 'auto'
  // Of the border too, which `scrollHeight` leaves out: else the last two pixels are scrolled to.
  field.style.height = `${field.scrollHeight + 2}px`
  try {
    drafts.setItem(DRAFT, field.value)
  } catch {
    // A full storage keeps no draft; the text is still in the field.
  }
}
