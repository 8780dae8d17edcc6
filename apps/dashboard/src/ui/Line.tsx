import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Heights of a line: beside each other on a desk, in two rows on a phone. */
export const LINE_PX = 44
export const LINE_NARROW_PX = 68

type Props = {
  isCursor: boolean
  /** Leaves room for the box of a `SelectableLine`. */
  isSelectable?: boolean
  /** What the line is marked by, such as a status. */
  lead: ReactNode
  title: ReactNode
  detail: ReactNode
  end: ReactNode
}

/** One line of a dense list, inside its link. */
export function Line({ isCursor, isSelectable, lead, title, detail, end }: Props) {
  return (
    <div
      className={cx(
        'relative grid h-[44px] min-w-0 items-center gap-x-3 border-b border-line pr-4',
        isSelectable ? 'pl-11' : 'pl-4',
        'grid-cols-[6.5rem_minmax(0,15rem)_minmax(0,1fr)_auto]',
        'max-md:h-[68px] max-md:grid-cols-[auto_minmax(0,1fr)_auto] max-md:gap-y-0 max-md:py-2',
        isCursor ? 'bg-hover' : 'group-hover/row:bg-hover',
      )}
    >
      {isCursor && <span aria-hidden className="absolute inset-y-0 left-0 w-[1.5px] bg-accent" />}
      <div className="flex min-w-0 max-md:col-start-1 max-md:row-start-2">{lead}</div>
      <div className="flex min-w-0 items-center gap-1.5 max-md:col-span-2 max-md:row-start-1">{title}</div>
      <div className="flex min-w-0 items-center max-md:col-span-2 max-md:row-start-2">{detail}</div>
      <div
        className={cx(
          'flex items-center gap-3 max-md:col-start-3 max-md:row-start-1',
          '[&>:last-child]:min-w-8 [&>:last-child]:text-right',
        )}
      >
        {end}
      </div>
    </div>
  )
}

/** A line with a box to select it by, which is not part of its link. */
export function SelectableLine({ box, children }: { box: ReactNode; children: ReactNode }) {
  return (
    <div className="relative">
      <div className="absolute top-0 left-0 z-1 grid h-full w-11 place-items-center">{box}</div>
      {children}
    </div>
  )
}

/** The rows of such a list while it loads. */
export function SkeletonLines({ count, label }: { count: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-[44px] items-center gap-3 border-b border-line px-4 max-md:h-[68px]">
          <span className="h-5 w-16 animate-pulse rounded-[4px] bg-hover" aria-hidden />
          <span className="h-3.5 w-40 animate-pulse rounded-[4px] bg-hover" aria-hidden />
          <span
            className={`h-3.5 animate-pulse rounded-[4px] bg-hover ${row % 2 ? 'w-1/3' : 'w-1/4'}`}
            aria-hidden
          />
        </div>
      ))}
    </div>
  )
}
