import { Fragment, type ReactNode, useEffect, useRef } from 'react'
import { TEXT_LINK } from './LinkBox.tsx'

type Part = { text: string; isCited: boolean; href?: string | undefined; src?: string | undefined }
type Block = { kind: 'heading' | 'text' | 'item' | 'code'; parts: readonly Part[] }

const LOOK: Record<Block['kind'], string> = {
  heading: 'pt-2 font-medium',
  text: '',
  item: 'relative pl-4 before:absolute before:left-0 before:content-["–"]',
  code: 'font-mono text-xs whitespace-pre-wrap text-muted',
}

type Draw = (src: string, alt: string) => ReactNode

/** A text to read, at the place that is marked in it. */
export function Reading({ blocks, draw }: { blocks: readonly Block[]; draw: Draw }) {
  const first = useRef<HTMLDivElement>(null)
  // The place is known once it is on the screen.
  useEffect(() => first.current?.querySelector('mark')?.scrollIntoView({ block: 'center' }), [])
  return (
    <div ref={first} className="flex flex-col gap-2 wrap-anywhere">
      {blocks.map(({ kind, parts }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text of a version never changes
        <p key={place} className={LOOK[kind]}>
          {parts.map((part) =>
            part.isCited ? <Mark key={part.text}>{said(part, draw)}</Mark> : said(part, draw),
          )}
        </p>
      ))}
    </div>
  )
}

function said({ text, href, src }: Part, draw: Draw): ReactNode {
  if (src !== undefined) return <Fragment key={src}>{draw(src, text)}</Fragment>
  if (href === undefined) return text
  return (
    <a key={href} href={href} target="_blank" rel="noopener noreferrer" className={TEXT_LINK}>
      {text}
    </a>
  )
}

function Mark({ children }: { children: ReactNode }) {
  return <mark className="rounded-[2px] bg-wait-soft text-ink">{children}</mark>
}
