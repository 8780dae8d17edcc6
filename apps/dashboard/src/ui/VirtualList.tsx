import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowUp } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { cx } from './cx.ts'

type Props<T> = {
  label: string
  items: readonly T[]
  rowHeight: number
  getKey: (item: T) => string
  render: (item: T) => ReactNode
  /** The item that must stay in view when it changes: the keyboard's place. */
  cursorKey: string | null
  onReachEnd: () => void
  /** The key of the item under the pointer, and whether the list is scrolled: both keep rows from moving. */
  onHold: (hold: { key: string | null; isScrolled: boolean }) => void
  /** Says what waits above; null for nothing. */
  pill: string | null
  onPill: () => void
}

/** Rows of one height, of which only those near the screen are in the page. */
export function VirtualList<T>(props: Props<T>) {
  const { label, items, getKey, render, rowHeight } = props
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRows(props, scroller)
  const hold = useHold(props, scroller)
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={scroller} className="h-full overflow-y-auto overscroll-contain" {...hold}>
        <ul aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const item = items[index]
            return item === undefined ? null : (
              <li
                key={getKey(item)}
                data-key={getKey(item)}
                aria-setsize={items.length}
                aria-posinset={index + 1}
                className="absolute top-0 left-0 w-full"
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              >
                {render(item)}
              </li>
            )
          })}
        </ul>
      </div>
      {props.pill && (
        <button
          type="button"
          className={cx(
            'absolute top-2 left-1/2 flex h-7 -translate-x-1/2 items-center gap-1 rounded-full',
            'border border-accent bg-raised px-3 text-sm font-medium text-accent tabular-nums',
            'hover:bg-accent-soft',
          )}
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 })
            props.onPill()
          }}
        >
          <ArrowUp size={14} aria-hidden />
          {props.pill}
        </button>
      )}
    </div>
  )
}

function useRows<T>(props: Props<T>, scroller: React.RefObject<HTMLDivElement | null>) {
  const { items, rowHeight, getKey, cursorKey, onReachEnd } = props
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    useAnimationFrameWithResizeObserver: true,
  })

  const isNearEnd = (rows.range?.endIndex ?? 0) >= items.length - 10
  // biome-ignore lint/correctness/useExhaustiveDependencies: more items mean that a page arrived: ask again
  useEffect(() => {
    if (isNearEnd && items.length > 0) onReachEnd()
  }, [isNearEnd, items.length])

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that move must not scroll the list
  useEffect(() => {
    const index = cursorKey === null ? -1 : items.findIndex((item) => getKey(item) === cursorKey)
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' })
  }, [cursorKey])

  return rows
}

function useHold<T>({ onHold }: Props<T>, scroller: React.RefObject<HTMLDivElement | null>) {
  const [held, setHeld] = useState<string | null>(null)
  const report = (key: string | null) => {
    setHeld(key)
    onHold({ key, isScrolled: (scroller.current?.scrollTop ?? 0) > 8 })
  }
  return {
    onPointerMove: (event: React.PointerEvent) => {
      const key = (event.target as Element).closest('li')?.dataset.key ?? null
      if (key !== held) report(key)
    },
    onPointerLeave: () => report(null),
    onScroll: () => report(held),
  }
}
