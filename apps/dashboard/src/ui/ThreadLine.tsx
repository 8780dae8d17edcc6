import { ChevronRight, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './Badge.tsx'
import { cx } from './cx.ts'

/** The 1.5 px line that runs through everything which has an order. */
export function ThreadLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {children}
    </ol>
  )
}

const KNOT: Record<Tone, string> = {
  plain: 'border-line-strong text-muted',
  accent: 'border-accent text-accent',
  wait: 'border-wait text-wait',
  fail: 'border-fail text-fail',
  done: 'border-done text-done',
}

type Props = { icon: LucideIcon; tone?: Tone; isLast?: boolean; isDashed?: boolean; children: ReactNode }

type DetailProps = { title: ReactNode; aside: ReactNode; summary: ReactNode; children?: ReactNode }

/** What a knot says: its title and a summary, and what was recorded once it is opened. */
export function KnotText({ title, aside, summary, children }: DetailProps) {
  const head = (
    <>
      <div className="flex min-w-0 items-center justify-between gap-2">
        {title}
        <span className="flex shrink-0 items-center gap-1 text-xs text-faint tabular-nums">
          {aside}
          {children && <ChevronRight size={12} className="shrink-0 group-open/knot:rotate-90" aria-hidden />}
        </span>
      </div>
      {summary}
    </>
  )
  if (!children) return head
  return (
    <details className="group/knot">
      <summary
        className={cx(
          'list-none rounded-[4px] hover:bg-hover pointer-coarse:min-h-11',
          '[&::-webkit-details-marker]:hidden',
        )}
      >
        {head}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  )
}

/** One knot on the line. `isDashed`: the line goes on into what has not happened yet. */
export function ThreadKnot({ icon: Icon, tone = 'plain', isLast, isDashed, children }: Props) {
  return (
    <li className="relative flex gap-3 pb-3 last:pb-0">
      {!isLast && (
        <span
          aria-hidden
          className={cx(
            'absolute top-5 bottom-0 left-[9.25px] border-l-[1.5px] border-line-strong',
            isDashed && 'border-dashed',
          )}
        />
      )}
      <span
        aria-hidden
        className={cx(
          'z-1 grid size-5 shrink-0 place-items-center rounded-full border-[1.5px] bg-canvas',
          KNOT[tone],
        )}
      >
        <Icon size={11} strokeWidth={2} />
      </span>
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  )
}
