import { cx } from './cx.ts'

/** A key, as it is printed on the keyboard. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd
      className={cx(
        'inline-grid h-5 min-w-5 place-items-center rounded-[4px] border border-line',
        'bg-canvas px-1 font-sans text-xs text-muted',
      )}
    >
      {children}
    </kbd>
  )
}
