import { Children, type ReactNode } from 'react'
import { cx } from './cx.ts'

/**
 * Figures beside each other: two on a phone, else four, or three where that leaves none alone. The last row
 * is as wide as the others.
 */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  const { length } = Children.toArray(children)
  const isOfThree = length % 3 === 0 && length % 4 !== 0
  return (
    <dl
      aria-label={label}
      className={cx(
        'flex flex-wrap overflow-hidden rounded-md border border-line bg-surface *:basis-1/2',
        isOfThree ? 'md:*:basis-1/3' : 'md:*:basis-1/4',
      )}
    >
      {children}
    </dl>
  )
}

type FigureProps = {
  name: string
  /** What is counted, to be read on hover. */
  hint?: string
  value: ReactNode
  note?: ReactNode
}

/** One of them: what it is, how many, and what that is of the whole. */
export function Figure({ name, hint, value, note }: FigureProps) {
  return (
    <div
      title={hint}
      className="-mt-px -ml-px flex min-w-0 grow flex-col gap-0.5 border-t border-l border-line px-4 py-3"
    >
      <dt className="text-sm text-pretty text-muted">{name}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
        <span className="text-lg font-medium">{value}</span>
        {note && <span className="text-sm text-muted">{note}</span>}
      </dd>
    </div>
  )
}

/** A bar of the width of `whole`, `part` of which is filled; both of 1. What it shows has to be said in words too. */
export function Bar({ whole, part = whole }: { whole: number; part?: number }) {
  return (
    <div aria-hidden className="relative h-2 w-full overflow-hidden rounded-full bg-hover">
      <div className="absolute inset-y-0 left-0 bg-line-strong" style={{ width: percentOf(whole) }} />
      <div className="absolute inset-y-0 left-0 bg-accent" style={{ width: percentOf(part) }} />
    </div>
  )
}

function percentOf(part: number): string {
  return `${Math.min(1, Math.max(0, part)) * 100}%`
}
