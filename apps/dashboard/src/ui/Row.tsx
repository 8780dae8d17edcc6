import type { ReactNode } from 'react'

type Props = {
  isSelected: boolean
  isCursor: boolean
  isUnread: boolean
  face: ReactNode
  children: ReactNode
}

export const ROW_PX = 76

/** What a row of the conversation list looks like inside its link. */
export function Row({ isSelected, isCursor, isUnread, face, children }: Props) {
  const look = isSelected ? 'bg-selected' : isCursor ? 'bg-hover' : 'group-hover/row:bg-hover'
  return (
    <div className={`relative flex h-[76px] gap-3 border-b border-line py-2.5 pr-4 pl-4 ${look}`}>
      {isCursor && <span aria-hidden className="absolute inset-y-0 left-0 w-[1.5px] bg-accent" />}
      <div className="relative pt-0.5">
        {face}
        {isUnread && (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-0.5 size-2.5 rounded-full border-2 border-surface bg-accent"
          />
        )}
      </div>
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
    </div>
  )
}

/** A line of a row: what may be cut is on the left, what must be read is on the right. */
export function RowLine({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className="flex h-5 min-w-0 items-center justify-between gap-2">
      <div className="flex min-w-0 flex-1 items-center gap-1.5">{children}</div>
      {end && <div className="flex shrink-0 items-center gap-1.5">{end}</div>}
    </div>
  )
}
