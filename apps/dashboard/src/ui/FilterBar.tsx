import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Choices that narrow what is below; they wrap where there is no room. */
export function FilterBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <search
      aria-label={label}
      className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-1 border-b border-line px-2.5 py-1.5"
    >
      {children}
    </search>
  )
}

type FilterTextProps = {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
}

/** A short text to narrow by. */
export function FilterText({ label, placeholder, value, onChange }: FilterTextProps) {
  return (
    <input
      aria-label={label}
      placeholder={placeholder}
      value={value}
      spellCheck={false}
      autoCapitalize="off"
      maxLength={60}
      onChange={(event) => onChange(event.target.value)}
      className={cx(
        'h-8 w-44 min-w-0 rounded-md border border-line bg-transparent px-2 font-mono text-sm',
        'placeholder:font-sans placeholder:text-faint hover:border-line-strong',
        'pointer-coarse:h-11 pointer-coarse:text-lg',
      )}
    />
  )
}

/** A filter that came from elsewhere, and can only be taken away. */
export function FilterChip({
  name,
  remove,
  onRemove,
}: {
  name: string
  remove: string
  onRemove: () => void
}) {
  return (
    <button
      type="button"
      aria-label={remove}
      title={remove}
      onClick={onRemove}
      className={cx(
        'inline-flex h-7 items-center gap-1 rounded-full bg-accent-soft px-2.5 text-sm text-accent',
        'hover:bg-selected pointer-coarse:h-11 pointer-coarse:px-4',
      )}
    >
      {name}
      <X size={12} aria-hidden />
    </button>
  )
}
