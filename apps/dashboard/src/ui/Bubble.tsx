import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type BubbleProps = {
  look: 'contact' | 'agent' | 'backend' | 'ai' | 'note'
  /** The first of several by the same author stands a little apart and carries the name. */
  caption?: ReactNode
  isFaded?: boolean
  /** What gives it its width: its words, or the file in it, under which words wrap and the foot stands. */
  fit?: keyof typeof FIT
  /** Shown beside the bubble while the pointer or the focus is on it. */
  action?: ReactNode
  /** On its lower edge: see `BubbleMark`. */
  marks?: ReactNode
  below?: ReactNode
  /** The time and the ticks: beside short words, below long ones. */
  foot: ReactNode
  children: ReactNode
}

const LOOK = {
  contact: 'border-line bg-bubble-in',
  agent: 'border-transparent bg-bubble-agent',
  // A machine's words hang on the thread.
  backend: 'border-transparent border-r-accent border-r-[1.5px] rounded-r-none bg-bubble-backend',
  // What is put together from articles hangs on a thread of several strands.
  ai: cx(
    'border-transparent border-r-accent border-r-[1.5px] [border-right-style:dashed]',
    'rounded-r-none bg-bubble-backend',
  ),
  note: 'border-wait-line bg-wait-soft',
}

const FIT = {
  words: 'flex-wrap items-end justify-end gap-x-3',
  // The width that `ui/Media.tsx` gives to files, with the padding and the border around it.
  file: 'w-[calc(18rem+1.5rem+2px)] flex-col',
  sticker: 'flex-col',
}

/** One thing said: the contact's on the left, ours on the right. */
export function Bubble({
  look,
  caption,
  isFaded,
  fit = 'words',
  action,
  marks,
  below,
  foot,
  children,
}: BubbleProps) {
  const isOurs = look !== 'contact'
  return (
    <div
      className={cx(
        'group/bubble flex flex-col px-4',
        caption ? 'pt-2.5' : 'pt-0.5',
        isOurs ? 'items-end' : 'items-start',
      )}
    >
      {caption && <p className="pb-0.5 text-xs text-faint">{caption}</p>}
      <div className={`flex w-full items-center gap-1 ${isOurs ? 'flex-row-reverse' : ''}`}>
        <div
          className={cx(
            'flex max-w-[min(34rem,82%)] min-w-0 rounded-md border px-3 py-1.5 break-words',
            LOOK[look],
            FIT[fit],
            isFaded && 'opacity-70',
          )}
        >
          <div className="flex min-w-0 grow flex-col gap-1">{children}</div>
          {foot}
        </div>
        {action && (
          // A finger cannot hover.
          <div
            className={cx(
              'opacity-0 group-focus-within/bubble:opacity-100 group-hover/bubble:opacity-100',
              'pointer-coarse:opacity-100',
            )}
          >
            {action}
          </div>
        )}
      </div>
      {marks && <div className="relative -mt-1.5 flex gap-1 px-2">{marks}</div>}
      {below}
    </div>
  )
}

/** A sign on the edge of a bubble, with what it means on hover. */
export function BubbleMark({ glyph, title }: { glyph: string; title: string }) {
  return (
    <span
      role="img"
      aria-label={`${glyph} ${title}`}
      title={title}
      className="rounded-full border border-line bg-raised px-1.5 text-sm leading-6"
    >
      {glyph}
    </span>
  )
}

/** The words of a message, with the line breaks they were written with. */
export function MessageText({ children }: { children: string }) {
  return <p className="whitespace-pre-wrap text-ink">{children}</p>
}

/** The time and the ticks, at the end of a bubble. */
export function BubbleFoot({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-5 items-center gap-1 self-end text-xs text-muted tabular-nums">{children}</div>
  )
}

/** What went wrong with a message, under it, with what can be done. */
export function BubbleAlert({ tone, children }: { tone: 'wait' | 'fail'; children: ReactNode }) {
  return (
    <div
      className={cx(
        'flex max-w-[min(34rem,82%)] flex-wrap items-center justify-end gap-x-2 gap-y-1 pt-1',
        'text-right text-sm',
        tone === 'fail' ? 'text-fail' : 'text-wait',
      )}
    >
      {children}
    </div>
  )
}

/** What a message rests on, under it, in one quiet line that wraps. */
export function BubbleLine({ children }: { children: ReactNode }) {
  return (
    <div
      className={cx(
        'flex max-w-[min(34rem,82%)] flex-wrap items-center justify-end gap-x-3',
        'pt-0.5 text-xs text-muted',
      )}
    >
      {children}
    </div>
  )
}

type BubbleLinkProps = { icon?: LucideIcon; title?: string; onClick: () => void; children: string }

/** Something in such a line that opens. */
export function BubbleLink({ icon: Icon, title, onClick, children }: BubbleLinkProps) {
  return (
    <button
      type="button"
      title={title}
      onClick={onClick}
      className={cx(
        'flex min-h-6 max-w-full min-w-0 items-center gap-1 rounded-[4px] pointer-coarse:min-h-11',
        'underline-offset-2 hover:text-ink hover:underline',
      )}
    >
      {Icon && <Icon size={12} strokeWidth={1.75} className="shrink-0" aria-hidden />}
      <span className="truncate">{children}</span>
    </button>
  )
}

/** What is to be known of what happened, below the line that tells it: only members see it. */
export function Aside({ title, below, children }: AsideProps) {
  return (
    <div className="flex justify-center px-4 pb-2">
      <div className="max-w-[min(34rem,92%)] rounded-md border border-wait-line bg-wait-soft px-3 py-2">
        <p className="pb-0.5 text-xs font-medium text-wait">{title}</p>
        <div className="text-sm whitespace-pre-wrap wrap-anywhere text-ink">{children}</div>
        {below && <div className="pt-1 whitespace-pre-wrap wrap-anywhere text-ink">{below}</div>}
      </div>
    </div>
  )
}

type AsideProps = { title: string; below?: ReactNode; children: ReactNode }

/** The message that another one answers. */
export function Quote({ title, children }: { title: string; children: ReactNode }) {
  return (
    <blockquote className="border-l-[1.5px] border-line-strong pl-2 text-sm text-muted">
      <p className="text-xs text-faint">{title}</p>
      <p className="line-clamp-2">{children}</p>
    </blockquote>
  )
}

/**
 * Options that the contact has: to be read here, not to be pressed, so they have nothing of a button. Beside
 * each other when all are short, else below each other.
 */
export function Options({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      title={label}
      className="flex cursor-default flex-wrap gap-x-3 gap-y-0.5 pt-0.5 pb-1 has-data-detail:flex-col"
    >
      {children}
    </ul>
  )
}

export function Option({ title, detail }: { title: string; detail?: string }) {
  return (
    <li data-detail={detail ? '' : undefined} className="flex min-w-0 items-baseline gap-1.5 text-sm">
      <span aria-hidden className="size-1.5 shrink-0 -translate-y-px rounded-full border border-current" />
      <span className="min-w-0 wrap-anywhere">
        {title}
        {detail && <span className="block text-xs text-muted">{detail}</span>}
      </span>
    </li>
  )
}

/** Something that happened, between the messages: a quiet line on the thread. */
export function QuietLine({ icon, time, children }: { icon: ReactNode; time: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-center gap-2 px-4 py-1.5 text-xs text-faint">
      <span className="h-0 max-w-16 flex-1 border-t-[1.5px] border-line" aria-hidden />
      <span className="shrink-0">{icon}</span>
      <span className="min-w-0 text-center text-pretty">{children}</span>
      <span className="shrink-0 tabular-nums">{time}</span>
      <span className="h-0 max-w-16 flex-1 border-t-[1.5px] border-line" aria-hidden />
    </div>
  )
}

/** What can be opened about what a quiet line says. */
export function QuietLink({ label, onClick, children }: QuietLinkProps) {
  return (
    <div className="flex justify-center px-4 pb-1 text-xs text-muted">
      <BubbleLink onClick={onClick}>{label}</BubbleLink>
      {children}
    </div>
  )
}

type QuietLinkProps = { label: string; onClick: () => void; children?: ReactNode }

/** The contact is writing: a line of its own height, so that nothing moves when it goes. */
export function TypingLine({ children }: { children: string | false }) {
  return <p className="h-5 shrink-0 truncate px-4 text-xs text-muted">{children}</p>
}

/** The day on which what follows was said. */
export function DayLine({ children }: { children: string }) {
  return (
    <h2 className="block pt-4 pb-1 text-center text-xs font-medium text-muted first-letter:uppercase">
      {children}
    </h2>
  )
}
