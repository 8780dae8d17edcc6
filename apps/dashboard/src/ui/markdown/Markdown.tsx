import { Image as ImageIcon } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { cx } from '../cx.ts'
import { TEXT_LINK } from '../LinkBox.tsx'
import { type Block, readBlocks } from './read-blocks.ts'
import type { Inline } from './read-inlines.ts'

/** Where a text may lead. */
type Ways = {
  /** The address of a link; null: it is shown as its words. */
  linkOf: (href: string) => string | null
  /** A picture of ours, drawn; null for any other: it is named, and not loaded. */
  pictureOf: (src: string, alt: string) => ReactNode | null
}
type Props = { text: string; ways: Ways }

/** A Markdown text as it is read. Nothing of it is HTML, and its links lead where `ways` says. */
export function Markdown({ text, ways }: Props) {
  const blocks = useMemo(() => readBlocks(text), [text])
  return (
    <div className="flex min-w-0 flex-col gap-3 text-base wrap-anywhere">
      <Blocks blocks={blocks} ways={ways} />
    </div>
  )
}

function Blocks({ blocks, ways }: { blocks: readonly Block[]; ways: Ways }) {
  // The order of the blocks is what they are: they have no other name.
  return blocks.map((block, at) => <BlockView key={keyOf(at)} block={block} ways={ways} />)
}

// The page has its own first headings.
const TAGS = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const
const HEADING = ['text-lg font-medium', 'text-base font-medium', 'text-sm font-medium']

function BlockView({ block, ways }: { block: Block; ways: Ways }): ReactNode {
  switch (block.type) {
    case 'heading':
      return <HeadingView block={block} ways={ways} />
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} ways={ways} />
        </p>
      )
    case 'list':
      return <ListView block={block} ways={ways} />
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-2 border-l-2 border-line-strong pl-3 text-muted">
          <Blocks blocks={block.blocks} ways={ways} />
        </blockquote>
      )
    case 'code':
      return (
        <pre className="overflow-x-auto rounded-md border border-line bg-canvas p-2 font-mono text-xs">
          {block.text}
        </pre>
      )
    case 'table':
      return <TableView block={block} ways={ways} />
    case 'rule':
      return <hr className="border-line" />
  }
}

function HeadingView({ block, ways }: { block: Extract<Block, { type: 'heading' }>; ways: Ways }) {
  const Tag = TAGS[block.level - 1] ?? 'h6'
  return (
    <Tag className={HEADING[Math.min(block.level, 3) - 1]}>
      <Inlines inlines={block.inlines} ways={ways} />
    </Tag>
  )
}

function ListView({ block, ways }: { block: Extract<Block, { type: 'list' }>; ways: Ways }) {
  const items = block.items.map((item, at) => (
    <li key={keyOf(at)} className="pl-1 [&>p]:inline">
      <Blocks blocks={item} ways={ways} />
    </li>
  ))
  if (block.start === null) return <ul className="flex list-disc flex-col gap-1 pl-5">{items}</ul>
  return (
    <ol start={block.start} className="flex list-decimal flex-col gap-1 pl-5">
      {items}
    </ol>
  )
}

const CELL = 'border border-line px-2 py-1 text-left align-top'

function TableView({ block, ways }: { block: Extract<Block, { type: 'table' }>; ways: Ways }) {
  return (
    <div className="overflow-x-auto">
      <table className="border-collapse text-sm">
        <thead>
          <tr>
            {block.head.map((cell, at) => (
              <th key={keyOf(at)} className={`${CELL} font-medium`}>
                <Inlines inlines={cell} ways={ways} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            <tr key={keyOf(at)}>
              {row.map((cell, column) => (
                <td key={keyOf(column)} className={CELL}>
                  <Inlines inlines={cell} ways={ways} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Inlines({ inlines, ways }: { inlines: readonly Inline[]; ways: Ways }) {
  return inlines.map((inline, at) => <InlineView key={keyOf(at)} inline={inline} ways={ways} />)
}

function InlineView({ inline, ways }: { inline: Inline; ways: Ways }): ReactNode {
  switch (inline.type) {
    case 'text':
      return inline.text
    case 'code':
      return <code className="rounded-[4px] bg-hover px-1 font-mono text-sm">{inline.text}</code>
    case 'strong':
      return (
        <strong className="font-semibold">
          <Inlines inlines={inline.inlines} ways={ways} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.inlines} ways={ways} />
        </em>
      )
    case 'link':
      return (
        <LinkTo href={ways.linkOf(inline.href)}>
          <Inlines inlines={inline.inlines} ways={ways} />
        </LinkTo>
      )
    case 'image':
      return <Picture src={inline.src} alt={inline.alt} ways={ways} />
    case 'break':
      return <br />
  }
}

function LinkTo({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return children
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={TEXT_LINK}>
      {children}
    </a>
  )
}

/** One of another site is named: who reads would be known there. */
function Picture({ src, alt, ways }: { src: string; alt: string; ways: Ways }) {
  const drawn = ways.pictureOf(src, alt)
  if (drawn !== null) return drawn
  const host = URL.canParse(src) ? new URL(src).host : ''
  const name = [alt, host && (alt === '' ? host : `(${host})`)].filter(Boolean).join(' ')
  return (
    <span
      className={cx(
        'inline-flex max-w-full items-center gap-1.5 rounded-md border border-line px-2 py-1',
        'text-sm text-muted',
      )}
    >
      <ImageIcon size={14} className="shrink-0" aria-hidden />
      <span className="min-w-0 truncate">{name}</span>
    </span>
  )
}

function keyOf(at: number): string {
  return `part-${at}`
}
