import { openStorage } from '../storage.ts'
import type { Words } from '../words.ts'

type Props = {
  words: Words
  /** Whether a file can be sent now. */
  takesFiles: boolean
  onSend(text: string): void
  onFiles(files: readonly File[]): void
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
export function Composer({ words, takesFiles, onSend, onFiles, onTyping }: Props) {
  const send = () => {
    const text = field?.value.trim()
    if (field && text) {
      onSend(text)
      field.value = ''
      keep()
    }
    field?.focus()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {takesFiles && <Attach label={words.document} onFiles={onFiles} />}
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
        onPaste={(event) => {
          const files = event.clipboardData?.files
          if (!takesFiles || !files?.length) return
          event.preventDefault()
          onFiles([...files])
        }}
        onKeyDown={(event) => {
          // Enter that ends a composition (Japanese, Chinese, dead keys) belongs to the input method.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          send()
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

type AttachProps = { label: string; onFiles(files: readonly File[]): void }

/** A button that the keyboard reaches too, unlike a hidden field with a label. */
function Attach({ label, onFiles }: AttachProps) {
  return (
    <button type="button" class="icon" aria-label={label} onClick={() => choose(onFiles)}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 5v14M5 12h14" />
      </svg>
    </button>
  )
}

function choose(onFiles: AttachProps['onFiles']) {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.onchange = () => onFiles([...(input.files ?? [])])
  input.click()
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
