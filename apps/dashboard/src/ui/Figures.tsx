import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Figures beside each other, as many as there is room for. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 overflow-hidden rounded-md border border-line bg-surface md:grid-cols-4"
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
      className={cx(
        '-mt-px -ml-px flex min-w-0 flex-col gap-0.5 border-t border-l border-line px-4 py-3',
        // Alone in the last row it has all of it, or the frame would have a hole.
        'max-md:last:odd:col-span-2 md:last:nth-[4n+1]:col-span-4',
      )}
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
