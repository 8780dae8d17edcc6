import type { WidgetServerFrame } from '@hilo/protocol'

type Draft = Extract<WidgetServerFrame, { type: 'draft' }>

const TYPING_SHOWN_MS = 6_000
/** So long after its last sentence an answer that is being written is not believed any more. */
const DRAFT_SHOWN_MS = 15_000
const FADE_MS = 120

/** That somebody is writing to the visitor, and as much of an automatic answer as may be seen of it. */
export class Writing {
  isShown = false
  draft: Draft | null = null
  /** It was taken back: there will be no such message. */
  isDraftGone = false

  private readonly onChange: () => void
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(onChange: () => void) {
    this.onChange = onChange
  }

  showTyping(ms = TYPING_SHOWN_MS) {
    this.isShown = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.end()
      this.onChange()
    }, ms)
    this.onChange()
  }

  showDraft(frame: Draft) {
    this.isDraftGone = frame.text === ''
    if (!this.isDraftGone) this.draft = frame
    this.showTyping(this.isDraftGone ? FADE_MS : DRAFT_SHOWN_MS)
  }

  end() {
    this.isShown = false
    this.draft = null
  }
}
