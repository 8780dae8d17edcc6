import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = {
  tone?: 'ink' | 'muted' | 'faint' | 'accent' | 'wait' | 'fail' | 'done'
  size?: 'xs' | 'sm' | 'base' | 'lg'
  isStrong?: boolean
  isTruncated?: boolean
  isMono?: boolean
  /** Long words, such as addresses and names without a space, break anywhere rather than stick out. */
  isBroken?: boolean
  title?: string
  as?: 'span' | 'p' | 'h1' | 'h2' | 'h3'
  children: ReactNode
}

const TONE = {
  ink: 'text-ink',
  muted: 'text-muted',
  faint: 'text-faint',
  accent: 'text-accent',
  wait: 'text-wait',
  fail: 'text-fail',
  done: 'text-done',
}
const SIZE = { xs: 'text-xs', sm: 'text-sm', base: 'text-base', lg: 'text-lg' }

/** Words in one of the page's few voices. Digits have one width, so counts and times do not dance. */
export function Text({ tone = 'ink', size = 'base', as: Tag = 'span', title, children, ...look }: Props) {
  const { isStrong, isTruncated, isMono, isBroken } = look
  const extra = cx(
    isStrong && 'font-medium',
    isTruncated && 'min-w-0 truncate',
    isMono && 'font-mono',
    isBroken && 'min-w-0 wrap-anywhere',
  )
  return (
    <Tag title={title} className={`tabular-nums ${TONE[tone]} ${SIZE[size]} ${extra}`}>
      {children}
    </Tag>
  )
}
