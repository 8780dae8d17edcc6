import { Image as ImageIcon } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { cx } from '../cx.ts'
import { TEXT_LINK } from '../LinkBox.tsx'
import { type Block, readBlocks } from './read-blocks.ts'
import type { Inline } from './read-inlines.ts'

type Props = {
  text: string
  /** Where a picture may be loaded from; null: it is named, and not loaded. */
  imageOf: (src: string) => string | null
}

/** A Markdown text as it is read. Nothing of it is HTML, and its links lead to the web or to a mailbox. */
export function Markdown({ text, imageOf }: Props) {
  const blocks = useMemo(() => readBlocks(text), [text])
  return (
    <div className="flex min-w-0 flex-col gap-3 text-base wrap-anywhere">
      <Blocks blocks={blocks} imageOf={imageOf} />
    </div>
  )
}

type ImageOf = Props['imageOf']

function Blocks({ blocks, imageOf }: { blocks: readonly Block[]; imageOf: ImageOf }) {
  // The order of the blocks is what they are: they have no other name.
  return blocks.map((block, at) => <BlockView key={keyOf(at)} block={block} imageOf={imageOf} />)
}

// The page has its own first headings.
const TAGS = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const
const HEADING = ['text-lg font-medium', 'text-base font-medium', 'text-sm font-medium']

function BlockView({ block, imageOf }: { block: Block; imageOf: ImageOf }): ReactNode {
  switch (block.type) {
    case 'heading':
      return <HeadingView block={block} imageOf={imageOf} />
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} imageOf={imageOf} />
        </p>
      )
    case 'list':
      return <ListView block={block} imageOf={imageOf} />
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-2 border-l-2 border-line-strong pl-3 text-muted">
          <Blocks blocks={block.blocks} imageOf={imageOf} />
        </blockquote>
      )
    case 'code':
      return (
        <pre className="overflow-x-auto rounded-md border border-line bg-canvas p-2 font-mono text-xs">
          {block.text}
        </pre>
      )
    case 'table':
      return <TableView block={block} imageOf={imageOf} />
    case 'rule':
      return <hr className="border-line" />
  }
}

function HeadingView({ block, imageOf }: { block: Extract<Block, { type: 'heading' }>; imageOf: ImageOf }) {
  const Tag = TAGS[block.level - 1] ?? 'h6'
  return (
    <Tag className={HEADING[Math.min(block.level, 3) - 1]}>
      <Inlines inlines={block.inlines} imageOf={imageOf} />
    </Tag>
  )
}

function ListView({ block, imageOf }: { block: Extract<Block, { type: 'list' }>; imageOf: ImageOf }) {
  const items = block.items.map((item, at) => (
    <li key={keyOf(at)} className="pl-1 [&>p]:inline">
      <Blocks blocks={item} imageOf={imageOf} />
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

function TableView({ block, imageOf }: { block: Extract<Block, { type: 'table' }>; imageOf: ImageOf }) {
  return (
    <div className="overflow-x-auto">
      <table className="border-collapse text-sm">
        <thead>
          <tr>
            {block.head.map((cell, at) => (
              <th key={keyOf(at)} className={`${CELL} font-medium`}>
                <Inlines inlines={cell} imageOf={imageOf} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, at) => (
            <tr key={keyOf(at)}>
              {row.map((cell, column) => (
                <td key={keyOf(column)} className={CELL}>
                  <Inlines inlines={cell} imageOf={imageOf} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Inlines({ inlines, imageOf }: { inlines: readonly Inline[]; imageOf: ImageOf }) {
  return inlines.map((inline, at) => <InlineView key={keyOf(at)} inline={inline} imageOf={imageOf} />)
}

function InlineView({ inline, imageOf }: { inline: Inline; imageOf: ImageOf }): ReactNode {
  switch (inline.type) {
    case 'text':
      return inline.text
    case 'code':
      return <code className="rounded-[4px] bg-hover px-1 font-mono text-sm">{inline.text}</code>
    case 'strong':
      return (
        <strong className="font-semibold">
          <Inlines inlines={inline.inlines} imageOf={imageOf} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.inlines} imageOf={imageOf} />
        </em>
      )
    case 'link':
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer nofollow" className={TEXT_LINK}>
          <Inlines inlines={inline.inlines} imageOf={imageOf} />
        </a>
      )
    case 'image':
      return <Picture src={inline.src} alt={inline.alt} imageOf={imageOf} />
    case 'break':
      return <br />
  }
}

function Picture({ src, alt, imageOf }: { src: string; alt: string; imageOf: ImageOf }) {
  const shown = imageOf(src)
  if (shown !== null)
    return <img src={shown} alt={alt} loading="lazy" className="max-h-96 max-w-full rounded-md" />
  const host = new URL(src).host
  return (
    <a
      href={src}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={cx(
        'inline-flex max-w-full items-center gap-1.5 rounded-md border border-line px-2 py-1',
        'text-sm text-muted',
      )}
    >
      <ImageIcon size={14} className="shrink-0" aria-hidden />
      <span className="min-w-0 truncate">{alt === '' ? host : `${alt} (${host})`}</span>
    </a>
  )
}

function keyOf(at: number): string {
  return `part-${at}`
}
