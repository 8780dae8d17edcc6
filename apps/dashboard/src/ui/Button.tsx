import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { cx } from './cx.ts'
import { TOUCH } from './media.ts'
import { Tooltip } from './Tooltip.tsx'
import { toast } from './toast.ts'

type Variant = 'primary' | 'secondary' | 'danger' | 'ghost' | 'note'

type Props = Omit<ComponentProps<'button'>, 'disabled' | 'className'> & {
  variant?: Variant
  icon?: LucideIcon
  shortcut?: string
  /** What a press will do, when the label does not say it all. */
  hint?: string
  /** Disables the button and says why. */
  disabledReason?: string | false | null
}

const LOOK: Record<Variant, string> = {
  primary: cx(
    'border-transparent bg-accent text-accent-ink hover:bg-accent-hover',
    // Its ink is unreadable on anything else.
    'aria-disabled:hover:bg-accent',
  ),
  secondary: 'border-line-strong bg-raised text-ink hover:bg-hover aria-disabled:hover:bg-inherit',
  danger: 'border-fail-line bg-fail-soft text-fail hover:border-fail aria-disabled:hover:border-fail-line',
  ghost: 'border-transparent text-muted hover:bg-hover hover:text-ink aria-disabled:hover:bg-inherit',
  note: 'border-wait-line bg-wait-soft text-wait hover:border-wait aria-disabled:hover:bg-inherit',
}

// A finger needs 44 px, as in everything that is pressed.
const SHAPE = cx(
  'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border pointer-coarse:h-11',
  'text-sm font-medium whitespace-nowrap select-none aria-disabled:opacity-50',
)

const SQUARE = 'w-8 pointer-coarse:w-11'

/** A button with a text. A disabled one can still be reached, so that its reason can be read. */
export function Button({
  variant = 'secondary',
  icon: Icon,
  shortcut,
  hint,
  disabledReason,
  ...props
}: Props) {
  const { onClick, children, type = 'button', ...rest } = props
  const isDisabled = Boolean(disabledReason)
  return (
    <Tooltip text={disabledReason || hint} shortcut={isDisabled ? undefined : shortcut}>
      <button
        {...rest}
        type={type}
        aria-disabled={isDisabled || undefined}
        aria-description={disabledReason || undefined}
        aria-keyshortcuts={shortcut}
        className={`${SHAPE} px-3 pointer-coarse:px-3.5 ${LOOK[variant]}`}
        onClick={disabledReason ? (event) => refuse(event, disabledReason) : onClick}
      >
        {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden />}
        {children}
      </button>
    </Tooltip>
  )
}

/** A tooltip comes by hovering, which a finger cannot: it is told when it presses. */
function refuse(event: MouseEvent, reason: string) {
  event.preventDefault()
  if (window.matchMedia(TOUCH).matches) toast({ tone: 'plain', title: reason })
}

/** A small icon button for places that repeat a hundred times: its hint is the browser's own. */
export function QuietIconButton({
  icon: Icon,
  label,
  ...props
}: Pick<IconProps, 'icon' | 'label'> & Omit<ComponentProps<'button'>, 'className' | 'children'>) {
  return (
    <button
      {...props}
      type="button"
      aria-label={label}
      title={label}
      className={cx(SHAPE, 'w-8 pointer-coarse:w-9', LOOK.ghost)}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </button>
  )
}

type IconProps = Omit<Props, 'children' | 'variant' | 'hint' | 'icon'> & {
  icon: LucideIcon
  label: string
  isActive?: boolean
  side?: ComponentProps<typeof Tooltip>['side']
}

/** A button that is only an icon: its label is its name and its tooltip. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  isActive,
  disabledReason,
  side,
  ...props
}: IconProps) {
  const { onClick, ...rest } = props
  const isDisabled = Boolean(disabledReason)
  return (
    <Tooltip text={disabledReason || label} shortcut={shortcut} side={side}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-disabled={isDisabled || undefined}
        aria-description={disabledReason || undefined}
        aria-keyshortcuts={shortcut}
        className={cx(SHAPE, SQUARE, isActive ? 'border-transparent bg-selected text-accent' : LOOK.ghost)}
        onClick={disabledReason ? (event) => refuse(event, disabledReason) : onClick}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  )
}
