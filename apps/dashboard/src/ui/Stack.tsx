import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = {
  gap?: 0 | 1 | 2 | 3 | 4 | 6
  pad?: 0 | 2 | 3 | 4
  isFilling?: boolean
  children: ReactNode
}

const GAP = { 0: 'gap-0', 1: 'gap-1', 2: 'gap-2', 3: 'gap-3', 4: 'gap-4', 6: 'gap-6' }
const PAD = { 0: '', 2: 'p-2', 3: 'p-3', 4: 'p-4' }

/** Things below each other, on the 4 px grid. */
export function Stack({ gap = 2, pad = 0, isFilling, children }: Props) {
  return (
    <div className={`flex min-w-0 flex-col ${GAP[gap]} ${PAD[pad]} ${isFilling ? 'min-h-0 flex-1' : ''}`}>
      {children}
    </div>
  )
}

type InlineProps = Props & {
  isSpread?: boolean
  isWrapping?: boolean
  /** It keeps its width where others give way. */
  isRigid?: boolean
  align?: 'center' | 'start' | 'baseline'
}

const ALIGN = { center: 'items-center', start: 'items-start', baseline: 'items-baseline' }

/** Things beside each other. */
export function Inline({
  gap = 2,
  pad = 0,
  isFilling,
  isSpread,
  isWrapping,
  isRigid,
  align = 'center',
  children,
}: InlineProps) {
  const extra = cx(
    isSpread && 'justify-between',
    isWrapping && 'flex-wrap',
    isFilling && 'flex-1',
    isRigid && 'shrink-0',
  )
  return <div className={`flex min-w-0 ${ALIGN[align]} ${GAP[gap]} ${PAD[pad]} ${extra}`}>{children}</div>
}

/** What takes the room that is left beside others, and goes below them where that is too little. */
export function Filler({ children }: { children: ReactNode }) {
  return <div className="min-w-48 flex-1">{children}</div>
}

/** What belongs to the thing above it, a step further in. */
export function Nested({ children }: { children: ReactNode }) {
  return <div className="flex min-w-0 flex-col gap-3 border-l-2 border-line pl-3">{children}</div>
}
