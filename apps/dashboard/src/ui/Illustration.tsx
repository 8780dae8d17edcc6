type Props = {
  /** Null while it is not known. */
  url: string | null
  alt: string
  /** Why there is none. */
  missing: string | null
}

/** A picture in a text, no higher than the text around it lets it be. */
export function Illustration({ url, alt, missing }: Props) {
  if (url === null) {
    return (
      <span className="inline-block rounded-md border border-line px-2 py-1 text-sm text-muted">
        {[alt, missing].filter(Boolean).join(': ') || '…'}
      </span>
    )
  }
  return (
    <img src={url} alt={alt} loading="lazy" className="max-h-96 max-w-full rounded-md border border-line" />
  )
}
