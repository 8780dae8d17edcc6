import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { cx } from './cx.ts'

type Props<T> = {
  label: string
  items: readonly T[]
  getKey: (item: T) => string
  estimate: (item: T) => number
  render: (item: T) => ReactNode
  /** Stands above the first item: where it begins, or that more is being loaded. */
  head: ReactNode
  onReachStart: () => void
  jumpLabel: (fresh: number) => string
  /** What counts as new while the reader is further up. */
  isFresh: (item: T) => boolean
  /** What the reader has just written: it is shown, wherever they were. */
  isOwn: (item: T) => boolean
}

/** The height of `head`, which never changes: what is being read must not move when its words do. */
const HEAD_PX = 40
const END_PX = 80
const START_ITEMS = 8

/**
 * A log that opens at its end, stays there while things are added, and does not move what is being read when
 * older things are loaded above. Only what is near the screen is in the page.
 */
export function VirtualLog<T>(props: Props<T>) {
  const { label, items, getKey, render, head } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, isAtEnd, toEnd, isReady } = useLog(props, scroller)
  const fresh = useFresh(props, isAtEnd)
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label={label}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={cx(
          'min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2',
          '[overflow-anchor:none]',
          isReady ? '' : 'invisible',
        )}
      >
        <div className="flex min-h-full flex-col justify-end">
          <div className="relative w-full shrink-0" style={{ height: rows.getTotalSize() }}>
            <div className="absolute top-0 left-0 grid h-10 w-full place-items-center">{head}</div>
            {rows.getVirtualItems().map(({ index, start }) => {
              const item = items[index]
              return item === undefined ? null : (
                <div
                  key={getKey(item)}
                  ref={rows.measureElement}
                  data-index={index}
                  className="absolute top-0 left-0 w-full"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {render(item)}
                </div>
              )
            })}
          </div>
        </div>
      </div>
      {isReady && !isAtEnd && (
        <button
          type="button"
          onClick={toEnd}
          className={cx(
            'absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 items-center gap-1.5',
            'rounded-full border border-line-strong bg-raised px-3 text-sm font-medium',
            'hover:bg-hover',
          )}
        >
          <ArrowDown size={14} aria-hidden />
          {props.jumpLabel(fresh)}
        </button>
      )}
    </div>
  )
}

function useLog<T>(props: Props<T>, scroller: React.RefObject<HTMLDivElement | null>) {
  const { items, getKey, estimate, onReachStart, isOwn } = props
  const [isReady, setReady] = useState(false)
  const getItemKey = useCallback((index: number) => keyAt(items, index, getKey), [items, getKey])
  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: (index) => {
      const item = items[index]
      return item === undefined ? 0 : estimate(item)
    },
    overscan: 6,
    paddingStart: HEAD_PX,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
  })
  const toEnd = () => rows.scrollToEnd()
  useStayAtEnd(scroller, toEnd)

  useLayoutEffect(() => {
    if (isReady || items.length === 0) return
    rows.scrollToEnd()
    setReady(true)
  }, [isReady, items.length, rows])

  const last = items.at(-1)
  const ownKey = last !== undefined && isOwn(last) ? getKey(last) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each thing that was written
  useLayoutEffect(() => {
    if (ownKey !== null) rows.scrollToEnd()
  }, [ownKey])

  const isNearStart = isReady && (rows.range?.startIndex ?? START_ITEMS) < START_ITEMS
  const firstKey = keyAt(items, 0, getKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first item means a new page
  useEffect(() => {
    if (isNearStart) onReachStart()
  }, [isNearStart, firstKey])

  return { rows, toEnd, isReady, isAtEnd: rows.isAtEnd(END_PX) }
}

/**
 * Keeps the end in sight when the room gets smaller (a keyboard comes up, a composer grows, a window is
 * resized), and when what is in it gets larger than was estimated, as a picture does.
 */
function useStayAtEnd(scroller: React.RefObject<HTMLDivElement | null>, toEnd: () => void) {
  const latest = useRef(toEnd)
  latest.current = toEnd
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let isAtEnd = true
    let top = element.scrollTop
    // Only who scrolls up leaves the end; while sizes change, the distance to it says nothing.
    const note = () => {
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight
      if (element.scrollTop < top) isAtEnd = distance <= 1
      else if (distance <= END_PX) isAtEnd = true
      top = element.scrollTop
    }
    const observer = new ResizeObserver(() => isAtEnd && latest.current())
    element.addEventListener('scroll', note, { passive: true })
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => {
      element.removeEventListener('scroll', note)
      observer.disconnect()
    }
  }, [scroller])
}

/** How many things came since the reader left the end. */
function useFresh<T>({ items, getKey, isFresh }: Props<T>, isAtEnd: boolean): number {
  const seen = useRef('')
  const last = items.at(-1)
  if ((isAtEnd || seen.current === '') && last !== undefined) seen.current = getKey(last)
  const from = items.findLastIndex((item) => getKey(item) === seen.current)
  return from < 0 ? 0 : items.slice(from + 1).filter(isFresh).length
}

function keyAt<T>(items: readonly T[], index: number, getKey: (item: T) => string): string {
  const item = items[index]
  return item === undefined ? `missing-${index}` : getKey(item)
}
