import { Menu as Base } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'

type MenuProps = {
  trigger: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'end'
  children: ReactNode
}

/** A list of things to do, opened by its trigger. */
export function Menu({ trigger, side = 'bottom', align = 'end', children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50">
          <Base.Popup className="min-w-52 rounded-md border border-line-strong bg-raised py-1 outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const ITEM = cx(
  'flex h-8 items-center gap-2 px-3 text-sm outline-none select-none pointer-coarse:h-11',
  'data-highlighted:bg-hover data-disabled:opacity-50',
)

type ItemProps = { icon?: LucideIcon; children: ReactNode; onSelect: () => void }

export function MenuItem({ icon: Icon, children, onSelect }: ItemProps) {
  return (
    <Base.Item className={ITEM} onClick={onSelect}>
      {Icon && <Icon size={16} strokeWidth={1.75} className="text-muted" aria-hidden />}
      {children}
    </Base.Item>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  value: T
  options: Record<T, string>
  onChange: (value: T) => void
}

/** One of several, under a heading. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: T) => onChange(next)}>
      <Base.GroupLabel className="px-3 pt-2 pb-1 text-xs text-faint">{label}</Base.GroupLabel>
      {(Object.keys(options) as T[]).map((option) => (
        <Base.RadioItem key={option} value={option} className={`${ITEM} justify-between`}>
          {options[option]}
          <Base.RadioItemIndicator>
            <Check size={16} strokeWidth={1.75} className="text-accent" aria-hidden />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}

type GlyphProps = { label: string; isCurrent: boolean; children: string; onSelect: () => void }

/** Things to do that are one sign each, beside each other. */
export function MenuGlyphs({ children }: { children: ReactNode }) {
  return <div className="flex gap-0.5 px-1.5">{children}</div>
}

export function MenuGlyph({ label, isCurrent, children, onSelect }: GlyphProps) {
  return (
    <Base.Item
      aria-label={label}
      title={label}
      className={cx(
        'grid size-9 place-items-center rounded-md text-lg outline-none select-none pointer-coarse:size-11',
        'data-highlighted:bg-hover',
        isCurrent && 'bg-accent-soft',
      )}
      onClick={onSelect}
    >
      {children}
    </Base.Item>
  )
}

/** Why something is not among it. */
export function MenuNote({ children }: { children: string }) {
  return <p className="max-w-64 px-3 py-1.5 text-xs text-pretty text-muted">{children}</p>
}

/** Who or what the menu is about. */
export function MenuHeading({ title, detail }: { title: string; detail: string }) {
  return (
    <div className="px-3 pt-1 pb-2">
      <p className="truncate font-medium">{title}</p>
      <p className="truncate text-sm text-muted">{detail}</p>
    </div>
  )
}
