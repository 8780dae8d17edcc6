import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

type Props = Omit<ComponentProps<'textarea'>, 'className' | 'disabled'> & {
  label: string
  isDisabled?: boolean
}

/** A text that grows with what is written, up to a third of the screen. */
export function TextArea({ label, isDisabled, ...props }: Props) {
  return (
    <textarea
      {...props}
      aria-label={label}
      disabled={isDisabled}
      rows={2}
      className={cx(
        'field-sizing-content max-h-[33vh] min-h-14 w-full resize-none bg-transparent px-3',
        'py-2 outline-none placeholder:text-faint disabled:opacity-60 pointer-coarse:text-lg',
      )}
    />
  )
}
