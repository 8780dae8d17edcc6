import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type Tone = 'plain' | 'accent' | 'wait' | 'fail' | 'done'

const TONE: Record<Tone, string> = {
  plain: 'border-line text-muted',
  accent: 'border-transparent bg-accent-soft text-accent',
  wait: 'border-wait-line bg-wait-soft text-wait',
  fail: 'border-transparent bg-fail-soft text-fail',
  done: 'border-transparent bg-done-soft text-done',
}

type Props = { tone?: Tone; icon?: LucideIcon; title?: string; children: ReactNode }

/** A small word about a thing. */
export function Badge({ tone = 'plain', icon: Icon, title, children }: Props) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-[4px] border px-1.5 text-xs',
        'whitespace-nowrap tabular-nums',
        TONE[tone],
      )}
    >
      {Icon && <Icon size={12} strokeWidth={2} aria-hidden />}
      {children}
    </span>
  )
}
