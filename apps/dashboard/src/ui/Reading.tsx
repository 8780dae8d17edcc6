import { type ReactNode, useEffect, useRef } from 'react'

type Block = {
  kind: 'heading' | 'text' | 'item' | 'code'
  parts: readonly { text: string; isCited: boolean }[]
}

const LOOK: Record<Block['kind'], string> = {
  heading: 'pt-2 font-medium',
  text: '',
  item: 'relative pl-4 before:absolute before:left-0 before:content-["–"]',
  code: 'font-mono text-xs whitespace-pre-wrap text-muted',
}

/** A text to read, at the place that is marked in it. */
export function Reading({ blocks }: { blocks: readonly Block[] }) {
  const first = useRef<HTMLDivElement>(null)
  // The place is known once it is on the screen.
  useEffect(() => first.current?.querySelector('mark')?.scrollIntoView({ block: 'center' }), [])
  return (
    <div ref={first} className="flex flex-col gap-2 wrap-anywhere">
      {blocks.map(({ kind, parts }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text of a version never changes
        <p key={place} className={LOOK[kind]}>
          {parts.map(({ text, isCited }) => (isCited ? <Mark key={text}>{text}</Mark> : text))}
        </p>
      ))}
    </div>
  )
}

function Mark({ children }: { children: ReactNode }) {
  return <mark className="rounded-[2px] bg-wait-soft text-ink">{children}</mark>
}
