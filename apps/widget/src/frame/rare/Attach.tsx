import type { Session } from '../session.ts'
import { openUploads } from './uploads.ts'

/** A button that the keyboard reaches too, unlike a hidden field with a label. */
export function Attach({ label, session }: { label: string; session: Session }) {
  return (
    <button type="button" class="icon" aria-label={label} onClick={() => choose(session)}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 5v14M5 12h14" />
      </svg>
    </button>
  )
}

function choose(session: Session) {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.onchange = () => {
    session.files ??= openUploads(session)
    session.files.add([...(input.files ?? [])])
  }
  input.click()
}
