import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = {
  time: string
  icon: LucideIcon
  tone: 'faint' | 'wait' | 'fail'
  severity: string
  kind: string
  end: ReactNode
  isOpen: boolean
  isCursor: boolean
  isTall: boolean
  onOpen: () => void
  children: string
}

export const LOG_LINE_PX = 34
export const LOG_LINE_TALL_PX = 56

const TONE = { faint: 'text-faint', wait: 'text-wait', fail: 'text-fail' }

/** A line of a log: when, how grave, what, and the words. In two rows where there is no room for one. */
export function LogLine({ time, icon: Icon, tone, severity, kind, end, children, ...props }: Props) {
  const { isOpen, isCursor, isTall, onOpen } = props
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onOpen}
      className={cx(
        'relative flex size-full items-center gap-x-3 border-b border-line px-4 text-left text-sm',
        '-outline-offset-2',
        isTall && 'flex-wrap content-center gap-y-0.5',
        isOpen ? 'bg-selected' : isCursor ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      {isCursor && <span aria-hidden className="absolute inset-y-0 left-0 w-[1.5px] bg-accent" />}
      <span className={cx('shrink-0', TONE[tone])}>
        <Icon size={14} strokeWidth={2} aria-hidden />
        <span className="sr-only">{severity}</span>
      </span>
      <span className="shrink-0 text-xs text-faint tabular-nums">{time}</span>
      <span
        className={cx('truncate font-mono text-xs text-muted', isTall ? 'min-w-0 flex-1' : 'w-40 shrink-0')}
      >
        {kind}
      </span>
      <span className={cx('max-w-2/5 shrink-0 truncate', !isTall && 'order-last')}>{end}</span>
      <span
        className={cx(
          'min-w-0 truncate',
          isTall ? 'w-full pl-6.5' : 'flex-1',
          tone === 'fail' ? 'text-fail' : 'text-ink',
        )}
      >
        {children}
      </span>
    </button>
  )
}

/** Lines while they load: as high as the real ones. */
export function SkeletonLines({ count, label }: { count: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, line) => line).map((line) => (
        <div key={line} className="flex h-[34px] items-center gap-3 border-b border-line px-4" aria-hidden>
          <span className="size-3.5 animate-pulse rounded-full bg-hover" />
          <span className="h-3 w-16 animate-pulse rounded-[4px] bg-hover" />
          <span className={`h-3 animate-pulse rounded-[4px] bg-hover ${line % 3 ? 'w-2/5' : 'w-3/5'}`} />
        </div>
      ))}
    </div>
  )
}
