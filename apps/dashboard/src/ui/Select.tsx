import { cx } from './cx.ts'

type Props<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** A quiet native list of choices, as wide as its choice: right on every device, and named by its label. */
export function Select<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      className={cx(
        'field-sizing-content h-8 max-w-full min-w-0 rounded-md border border-transparent',
        'bg-transparent px-1.5 text-sm text-muted hover:bg-hover hover:text-ink pointer-coarse:h-11',
      )}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} className="bg-raised text-ink">
          {option.label}
        </option>
      ))}
    </select>
  )
}
