import { FileText, type LucideIcon, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = {
  name: string
  /** Its size, how far it is, or what is wrong with it. */
  detail: string
  preview: string | null
  icon?: LucideIcon
  /** From 0 to 1, while it is on its way. */
  progress: number | null
  isFailed: boolean
  removeLabel: string
  onRemove: () => void
}

/** A file beside what is being written. */
export function FileChip({
  name,
  detail,
  preview,
  progress,
  isFailed,
  removeLabel,
  onRemove,
  ...rest
}: Props) {
  const Icon = rest.icon ?? FileText
  return (
    <li
      className={cx(
        'relative flex w-full min-w-0 items-center gap-2 overflow-hidden rounded-md border p-1.5',
        // What is wrong comes first: it holds up the sending, and must not be scrolled away.
        isFailed ? '-order-1 border-fail-line bg-fail-soft' : 'border-line bg-surface sm:w-64',
      )}
    >
      {preview ? (
        <img src={preview} alt="" className="size-10 shrink-0 rounded-sm object-cover" />
      ) : (
        <span className="flex size-10 shrink-0 items-center justify-center rounded-sm bg-hover text-muted">
          <Icon size={18} strokeWidth={1.75} aria-hidden />
        </span>
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium" title={name}>
          {name}
        </p>
        <p
          role={isFailed ? 'alert' : undefined}
          className={cx('text-xs tabular-nums', isFailed ? 'text-pretty text-fail' : 'truncate text-muted')}
        >
          {detail}
        </p>
      </div>
      <button
        type="button"
        aria-label={removeLabel}
        title={removeLabel}
        className={cx(
          'flex size-8 shrink-0 items-center justify-center self-start rounded-md text-muted',
          'hover:bg-hover hover:text-ink',
        )}
        onClick={onRemove}
      >
        <X size={16} strokeWidth={1.75} aria-hidden />
      </button>
      {progress !== null && (
        <progress
          aria-label={name}
          value={progress}
          className={cx(
            'absolute inset-x-0 bottom-0 h-0.5 w-full appearance-none',
            '[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line',
            '[&::-webkit-progress-value]:bg-accent',
          )}
        />
      )}
    </li>
  )
}

/** The files of what is being written, in the order in which they will be sent. */
export function FileChips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex max-h-48 flex-wrap gap-2 overflow-y-auto px-3 pt-2">
      {children}
    </ul>
  )
}
