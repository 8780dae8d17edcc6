import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { keepFocus } from './keep-focus.ts'
import { Text } from './Text.tsx'

/** A page that is read from top to bottom: one column, no wider than lines are readable; two of them if `isWide`. */
export function Column({ isWide = false, children }: { isWide?: boolean; children: ReactNode }) {
  const width = isWide ? 'max-w-6xl' : 'max-w-3xl'
  return <div className={`mx-auto flex w-full ${width} flex-col gap-6 p-4 md:p-6`}>{children}</div>
}

type PartProps = {
  title: string
  /** What it is about, in a sentence or two. */
  intro?: string
  aside?: ReactNode
  children: ReactNode
}

/** A titled part of such a page. */
export function Part({ title, intro, aside, children }: PartProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium">{title}</h2>
        {aside}
      </div>
      {intro && (
        <Text as="p" size="sm" tone="muted">
          {intro}
        </Text>
      )}
      {children}
    </section>
  )
}

/** Things of one kind below each other, in one frame. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col rounded-md border border-line bg-surface">
      {children}
    </ul>
  )
}

/** One of them: what it is on the left, what can be done with it on the right, or below on a phone. */
export function ItemRow({
  end,
  below,
  children,
}: {
  end?: ReactNode
  below?: ReactNode
  children: ReactNode
}) {
  return (
    <li ref={keepFocus} className="flex flex-col gap-3 border-b border-line px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1">{children}</div>
        {end && <div className="flex flex-wrap items-center gap-2">{end}</div>}
      </div>
      {below}
    </li>
  )
}

/** For the router's `Link`: a whole row of such a list. */
export const ITEM_LINK = cx(
  'flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3',
  'last:border-b-0 hover:bg-hover -outline-offset-2',
)

/** Holds such a link where the rows are a list. */
export function LinkItem({ children }: { children: ReactNode }) {
  return <li className="border-b border-line last:border-b-0">{children}</li>
}

type ItemButtonProps = { isOpen: boolean; onOpen: () => void; children: ReactNode }

/** A whole row of such a list that opens something beside it. */
export function ItemButton({ isOpen, onOpen, children }: ItemButtonProps) {
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onOpen}
        className={cx(
          'flex w-full min-w-0 flex-col gap-1 px-4 py-3 text-left -outline-offset-2',
          isOpen ? 'bg-selected' : 'hover:bg-hover',
        )}
      >
        {children}
      </button>
    </li>
  )
}
