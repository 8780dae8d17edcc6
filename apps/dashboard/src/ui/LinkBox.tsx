import type { LucideIcon } from 'lucide-react'
import { cx } from './cx.ts'

/** For the router's `Link`: a row of a list. */
export const ROW_LINK = 'group/row block -outline-offset-2'

/** For the router's `Link`: a place on the rail. */
export const RAIL_LINK = cx(
  'grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink',
  'data-[status=active]:bg-selected data-[status=active]:text-accent max-md:h-11 max-md:w-10',
)

/** For the router's `Link`: a link among words or buttons. */
export const BUTTON_LINK = cx(
  'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-line-strong',
  'bg-raised px-3 text-sm font-medium text-ink hover:bg-hover pointer-coarse:h-11 pointer-coarse:px-3.5',
)

/** For the router's `Link`: words among words. */
export const TEXT_LINK = 'text-sm text-accent underline-offset-2 hover:underline'

/** What looks small is as large to a finger as it has to be. */
export const TOUCH_AREA = cx(
  'relative pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-3',
)

/** The same where no other words are around it. */
export const LONE_LINK = cx(TEXT_LINK, TOUCH_AREA)

/** For the router's `Link`: a figure among figures, as large as they are. */
export const FIGURE_LINK = 'text-accent underline-offset-2 hover:underline'

/** The same for what opens here; `isInline`: as large as the words around it. */
export function TextButton({
  title,
  isInline = false,
  onClick,
  children,
}: {
  title?: string
  isInline?: boolean
  onClick: () => void
  children: string
}) {
  return (
    <button
      type="button"
      title={title}
      className={`${isInline ? FIGURE_LINK : LONE_LINK} min-w-0 text-left`}
      onClick={onClick}
    >
      {children}
    </button>
  )
}

/** The inside of a link with an icon, whose words a phone has no room for. */
export function LinkLabel({ icon: Icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <span title={children} className="inline-flex items-center gap-1.5">
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className="max-md:sr-only">{children}</span>
    </span>
  )
}

type LinkIconProps = {
  icon: LucideIcon
  label: string
  /** A number at its corner; 0 for none. What it counts is in the label. */
  mark?: number
}

/** The inside of a link that is only an icon. */
export function LinkIcon({ icon: Icon, label, mark = 0 }: LinkIconProps) {
  return (
    <>
      <span className="relative">
        <Icon size={18} strokeWidth={1.75} aria-hidden />
        {mark > 0 && (
          <span
            aria-hidden
            className={cx(
              'absolute -top-2 -right-2.5 min-w-4 rounded-full bg-fail-soft px-1 text-center text-xs',
              'leading-4 font-medium text-fail tabular-nums',
            )}
          >
            {mark > 9 ? '9+' : mark}
          </span>
        )}
      </span>
      <span className="sr-only">{label}</span>
    </>
  )
}
