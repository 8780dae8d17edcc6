import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = {
  summary: ReactNode
  isOpen?: boolean
  onToggle?: (isOpen: boolean) => void
  children: ReactNode
}

/** Details that open on demand. */
export function Disclosure({ summary, isOpen, onToggle, children }: Props) {
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}
      className="group/details text-sm"
    >
      <summary
        className={cx(
          'flex list-none items-center gap-1 rounded-[4px] text-muted hover:text-ink',
          'pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden',
        )}
      >
        <ChevronRight size={12} className="shrink-0 group-open/details:rotate-90" aria-hidden />
        {summary}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  )
}

/** A value as it is recorded. */
export function Code({ value }: { value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <pre
      className={cx(
        'max-h-72 overflow-auto rounded-[4px] border border-line bg-surface p-2 font-mono',
        'text-xs whitespace-pre-wrap break-words text-muted',
      )}
    >
      {text}
    </pre>
  )
}

/** One line of code with its place; a long one scrolls. */
export function CodeLine({ place, title, children }: { place: string; title: string; children: ReactNode }) {
  return (
    <figure title={title} className="overflow-hidden rounded-[4px] border border-line bg-surface">
      <figcaption className="border-b border-line px-2 py-0.5 font-mono text-xs text-faint">
        {place}
      </figcaption>
      {children && (
        <pre className="overflow-x-auto px-2 py-1 font-mono text-xs whitespace-pre text-ink">{children}</pre>
      )}
    </figure>
  )
}
