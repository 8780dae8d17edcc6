import { Tabs as Base } from '@base-ui/react/tabs'
import { ChevronLeft, ChevronRight, type LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../i18n/language.ts'
import { cx } from './cx.ts'
import { useOverflow } from './overflow.ts'

type Props<T extends string> = {
  label: string
  value: T
  /** `name`: the whole of what `label` is the beginning of. */
  options: readonly { value: T; label: string; name?: string; icon?: ReactNode }[]
  onChange: (value: T) => void
  /** All in view at once, on as many lines as that takes. `wide`: not on a phone, where the page needs the room. */
  wrap?: 'wide' | 'always'
  /** `note` tints the row, so that a note is never taken for a reply. */
  tone?: 'plain' | 'note'
}

const WRAP = { wide: 'max-md:w-max md:flex-wrap md:py-1', always: 'flex-wrap py-1' }

/**
 * Tabs that switch what stands below them; what that is, is up to the page. Where there is no room for all,
 * an arrow at the end says that there are more, and leads to them; the chosen one is always in view.
 */
export function TabRow<T extends string>({
  label,
  value,
  options,
  onChange,
  wrap,
  tone = 'plain',
}: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const { before, after } = useOverflow(scroller)
  useEffect(() => {
    const chosen = scroller.current?.querySelector(`[data-tab="${CSS.escape(value)}"]`)
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [value])
  return (
    <Base.Root value={value} onValueChange={(next: T) => onChange(next)} className="relative -mx-2 min-w-0">
      <div ref={scroller} className="scroll-px-8 overflow-x-auto [scrollbar-width:none]">
        <Base.List aria-label={label} className={cx('flex gap-1', wrap ? WRAP[wrap] : 'w-max')}>
          {options.map((option) => (
            <Base.Tab
              key={option.value}
              value={option.value}
              data-tab={option.value}
              title={option.name}
              className={cx(
                'relative flex h-8 shrink-0 items-center gap-1 rounded-md px-2 text-sm font-medium',
                'text-muted select-none pointer-coarse:h-11',
                'hover:text-ink data-active:text-ink data-active:after:absolute',
                'data-active:after:inset-x-2 data-active:after:bottom-0 data-active:after:h-[1.5px]',
                tone === 'note' ? 'data-active:after:bg-wait' : 'data-active:after:bg-accent',
              )}
            >
              {option.icon}
              {option.label}
              {option.name && <span className="sr-only">{option.name.slice(option.label.length)}</span>}
            </Base.Tab>
          ))}
        </Base.List>
      </div>
      {before && <Arrow scroller={scroller} side="before" />}
      {after && <Arrow scroller={scroller} side="after" />}
    </Base.Root>
  )
}

const ICONS: Record<'before' | 'after', LucideIcon> = { before: ChevronLeft, after: ChevronRight }

type ArrowProps = { scroller: React.RefObject<HTMLDivElement | null>; side: 'before' | 'after' }

/** For the pointer: with the keyboard, the arrow keys go through the tabs. */
function Arrow({ scroller, side }: ArrowProps) {
  const { tabs: words } = useWords()
  const Icon = ICONS[side]
  const scroll = () => {
    const width = scroller.current?.clientWidth ?? 0
    scroller.current?.scrollBy({ left: (side === 'before' ? -0.7 : 0.7) * width })
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={words[side]}
      title={words[side]}
      onClick={scroll}
      className={cx(
        'absolute inset-y-0 my-auto grid size-6 place-items-center rounded-md border border-line-strong',
        'pointer-coarse:h-11 pointer-coarse:w-9',
        'bg-raised text-muted hover:bg-hover hover:text-ink',
        side === 'before' ? 'left-0' : 'right-0',
      )}
    >
      <Icon size={14} aria-hidden />
    </button>
  )
}
