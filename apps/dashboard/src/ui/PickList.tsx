import type { KeyboardEvent, ReactNode } from 'react'
import { cx } from './cx.ts'

/** Things to choose one of, below each other; the arrow keys go from one to the next. */
export function PickList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="flex max-h-[30vh] min-h-0 flex-col overflow-y-auto px-2 py-1"
      onKeyDown={walk}
    >
      {children}
    </ul>
  )
}

type Props = { onPick: () => void; children: ReactNode }

export function PickItem({ onPick, children }: Props) {
  return (
    <li>
      <button
        type="button"
        onClick={onPick}
        className={cx(
          'flex w-full min-w-0 flex-col justify-center gap-0.5 rounded-md px-2 py-1.5 text-left',
          'pointer-coarse:min-h-11',
          'hover:bg-hover focus-visible:bg-hover -outline-offset-2',
        )}
      >
        {children}
      </button>
    </li>
  )
}

/** Fields on the left, what comes of them on the right; below each other where there is no room. */
export function FormWithPreview({ label, preview, children }: FormProps) {
  return (
    <div className="grid max-h-[45vh] gap-4 overflow-y-auto px-3 py-2 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">{children}</div>
      <section aria-label={label} className="flex min-w-0 flex-col items-start gap-1">
        <p className="text-xs text-faint">{label}</p>
        <div
          className={cx(
            'flex w-full max-w-[34rem] min-w-0 flex-col gap-1 rounded-md border border-transparent',
            'bg-bubble-agent px-3 py-1.5 break-words',
          )}
        >
          {preview}
        </div>
      </section>
    </div>
  )
}

type FormProps = { label: string; preview: ReactNode; children: ReactNode }

function walk(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  event.preventDefault()
  buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}
