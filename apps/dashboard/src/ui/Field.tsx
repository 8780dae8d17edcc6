import { type ComponentProps, useId } from 'react'
import { cx } from './cx.ts'

type Props = Omit<ComponentProps<'input'>, 'className' | 'id'> & { label: string }

/** A labelled line to type into. 16 px on touch screens, where less makes the browser zoom. */
export function Field({ label, ...props }: Props) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...props}
        id={id}
        className={cx(
          'h-9 rounded-md border border-control bg-raised px-3 outline-offset-0 pointer-coarse:h-11',
          'placeholder:text-faint pointer-coarse:text-lg',
        )}
      />
    </div>
  )
}
