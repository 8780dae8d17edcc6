import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'

type Props = {
  icon: LucideIcon
  title: string
  detail?: string | null
  /** Said to a screen reader when it changes: what is written word by word is none of it. */
  spoken: string
  actions: ReactNode
  onEscape: () => void
  children: ReactNode
}

/** What the page proposes, above what is being written: it is nobody's text until it is taken. */
export function AssistPanel({ icon: Icon, title, detail, spoken, actions, onEscape, children }: Props) {
  const latest = useRef(onEscape)
  latest.current = onEscape
  // Wherever the focus is, what was proposed goes first, and not the page behind it.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('[role="dialog"],[role="menu"]')) return
      event.preventDefault()
      event.stopPropagation()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown, true)
    return () => document.removeEventListener('keydown', onKeyDown, true)
  }, [])
  return (
    <section
      aria-label={title}
      className="mx-2 mt-1 flex flex-col gap-2 rounded-md border border-line bg-accent-soft/40 px-3 py-2"
    >
      <h3 className="flex items-center gap-1.5 text-sm font-medium text-accent">
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        {title}
        {detail && <span className="font-normal text-muted">{detail}</span>}
      </h3>
      <div className="flex max-h-[30vh] flex-col gap-1.5 overflow-y-auto">{children}</div>
      <div className="flex flex-wrap items-center gap-2">{actions}</div>
      <p role="status" className="sr-only">
        {spoken}
      </p>
    </section>
  )
}

/** The same message in other words, under the words that it came in. */
export function Beside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-0.5 border-t border-line pt-1">
      <p className="text-xs text-faint">{title}</p>
      {children}
    </div>
  )
}
