import { type ReactNode, type Ref, useId } from 'react'
import { cx } from './cx.ts'

/** Two things beside each other, as high as each other; where there is no room, below each other. */
export function Halves({ left, right }: { left: ReactNode; right: ReactNode }) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {left && <div className="min-w-0">{left}</div>}
      {right && <div className="min-w-0">{right}</div>}
    </div>
  )
}

/** Short fields beside each other, two of them or three; below each other on a phone. */
export function FieldRow({ isOfThree = false, children }: { isOfThree?: boolean; children: ReactNode }) {
  return <div className={cx('grid gap-4', isOfThree ? 'sm:grid-cols-3' : 'sm:grid-cols-2')}>{children}</div>
}

type AreaProps = {
  label: string
  hint: string
  value: string
  isDisabled: boolean
  error: string | null
  onChange: (value: string) => void
  /** Beside its label. */
  aside?: ReactNode
  area?: Ref<HTMLTextAreaElement>
  /** Takes files that are pasted. */
  onFiles?: (files: readonly File[]) => void
}

/** A long text: as high as the screen lets it be, and it scrolls. */
export function WritingArea(props: AreaProps) {
  const { label, hint, value, isDisabled, error, onChange, aside, area, onFiles } = props
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside}
      </div>
      <textarea
        id={id}
        ref={area}
        value={value}
        disabled={isDisabled}
        aria-describedby={`${id}-hint`}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
        onPaste={(event) => {
          const files = [...event.clipboardData.files]
          if (!onFiles || files.length === 0) return
          event.preventDefault()
          onFiles(files)
        }}
        className={cx(
          'h-[46vh] min-h-60 resize-y rounded-md border bg-raised px-3 py-2 font-mono text-sm leading-5',
          'disabled:opacity-60 pointer-coarse:text-lg',
          error ? 'border-fail' : 'border-control',
        )}
      />
      <p id={`${id}-hint`} className={cx('text-xs', error ? 'text-fail' : 'text-muted')}>
        {error ?? hint}
      </p>
    </div>
  )
}

/** How what is written will be read. */
export function PreviewBox({
  label,
  title,
  children,
}: {
  label: string
  title: string
  children: ReactNode
}) {
  return (
    <section aria-label={label} className="flex h-full min-w-0 flex-col gap-1">
      <p className="text-sm font-medium text-muted">{label}</p>
      <div
        className={cx(
          'flex max-h-[60vh] min-h-60 flex-1 flex-col gap-3 overflow-y-auto rounded-md border border-line',
          'bg-surface p-4',
        )}
      >
        <h2 className="text-lg font-medium wrap-anywhere">{title}</h2>
        {children}
      </div>
    </section>
  )
}

/** The chat of a site as a visitor opens it, with what it greets with. */
export function ChatPreview({
  label,
  title,
  children,
}: {
  label: string
  title: string
  children: ReactNode
}) {
  return (
    <section aria-label={label} className="overflow-hidden rounded-lg border border-line-strong bg-raised">
      <p className="border-b border-line px-4 py-3 font-medium">{title}</p>
      <p className="min-h-40 px-4 py-5 text-lg whitespace-pre-line wrap-anywhere">{children}</p>
    </section>
  )
}
