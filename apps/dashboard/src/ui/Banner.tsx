import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

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
