import { Tabs as Base } from '@base-ui/react/tabs'
import { cx } from './cx.ts'

type Props<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  /** `note` tints the row, so that a note is never taken for a reply. */
  tone?: 'plain' | 'note'
}

/** Tabs that switch what stands below them; what that is, is up to the page. */
export function TabRow<T extends string>({ label, value, options, onChange, tone = 'plain' }: Props<T>) {
  return (
    <Base.Root value={value} onValueChange={(next: T) => onChange(next)} className="-mx-2 min-w-0">
      <Base.List aria-label={label} className="flex gap-1 overflow-x-auto">
        {options.map((option) => (
          <Base.Tab
            key={option.value}
            value={option.value}
            className={cx(
              'relative h-8 shrink-0 rounded-md px-2 text-sm font-medium text-muted select-none',
              'hover:text-ink data-active:text-ink data-active:after:absolute',
              'data-active:after:inset-x-2 data-active:after:bottom-0 data-active:after:h-[1.5px]',
              tone === 'note' ? 'data-active:after:bg-wait' : 'data-active:after:bg-accent',
            )}
          >
            {option.label}
          </Base.Tab>
        ))}
      </Base.List>
    </Base.Root>
  )
}
