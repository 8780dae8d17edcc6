import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { cx } from './cx.ts'
import { TOUCH_AREA } from './LinkBox.tsx'
import { Tooltip } from './Tooltip.tsx'

type Props = {
  label: string
  isOn: boolean
  /** Why it cannot be turned now. */
  disabledReason?: string | false | null
  onChange: (isOn: boolean) => void
}

/**
 * Turns something on or off at once. Its label is spoken; what it belongs to stands beside it. One that
 * cannot be turned can still be reached, so that its reason can be read.
 */
export function Switch({ label, isOn, disabledReason, onChange }: Props) {
  const isDisabled = Boolean(disabledReason)
  const control = (
    <BaseSwitch.Root
      aria-label={label}
      checked={isOn}
      readOnly={isDisabled}
      aria-disabled={isDisabled || undefined}
      onCheckedChange={onChange}
      className={cx(
        'inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-hover p-0.5',
        'data-[checked]:border-accent data-[checked]:bg-accent aria-disabled:opacity-50',
        TOUCH_AREA,
      )}
    >
      <BaseSwitch.Thumb
        className={cx(
          'size-3.5 rounded-full bg-muted transition-transform motion-reduce:transition-none',
          'data-[checked]:translate-x-4 data-[checked]:bg-accent-ink',
        )}
      />
    </BaseSwitch.Root>
  )
  return disabledReason ? <Tooltip text={disabledReason}>{control}</Tooltip> : control
}
