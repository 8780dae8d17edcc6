import type { ReactNode } from 'react'

type Props = {
  text: string
  /** The words of it that are marked. */
  part?: string | undefined
  source: ReactNode
}

/** Words as they stand elsewhere, with where that is. */
export function Quotation({ text, part, source }: Props) {
  const at = part === undefined ? -1 : text.indexOf(part)
  return (
    <figure className="flex flex-col gap-1 rounded-md border border-line bg-surface p-3">
      <blockquote className="whitespace-pre-line wrap-anywhere">
        {at < 0 ? (
          text
        ) : (
          <>
            {text.slice(0, at)}
            <mark className="rounded-[2px] bg-accent-soft text-ink">{part}</mark>
            {text.slice(at + (part?.length ?? 0))}
          </>
        )}
      </blockquote>
      {source && <figcaption className="text-sm text-muted">{source}</figcaption>}
    </figure>
  )
}
