import { type LucideIcon, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { TOUCH_AREA } from './LinkBox.tsx'

/** One line over the whole page about something that concerns all of it. */
export function Banner({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div
      role="status"
      className={cx(
        'flex shrink-0 items-center justify-center gap-2 border-b border-wait-line',
        'bg-wait-soft px-4 py-1.5 text-sm text-wait',
      )}
    >
      <Icon size={16} strokeWidth={1.75} className="shrink-0" aria-hidden />
      {children}
    </div>
  )
}

type NoticeProps = {
  icon: LucideIcon
  /** It goes by itself where there is no way to dismiss it. */
  onDismiss?: { label: string; act: () => void }
  children: ReactNode
}

/** The same over the edge of the window, as wide as its words. */
export function Notice({ icon: Icon, onDismiss, children }: NoticeProps) {
  return (
    <div
      role="status"
      className={cx(
        'pointer-events-auto flex max-w-full items-center gap-2 rounded-b-md border border-t-0',
        'border-wait-line bg-wait-soft px-3 py-1 text-sm text-wait max-md:text-xs',
      )}
    >
      <Icon size={16} strokeWidth={1.75} className="shrink-0" aria-hidden />
      <span className="min-w-0">{children}</span>
      {onDismiss && (
        <button
          type="button"
          aria-label={onDismiss.label}
          title={onDismiss.label}
          className={cx('grid size-6 shrink-0 place-items-center rounded-md hover:bg-hover', TOUCH_AREA)}
          onClick={onDismiss.act}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
