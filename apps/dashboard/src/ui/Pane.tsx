import { ChevronDown } from 'lucide-react'
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { NARROW, useMedia } from './media.ts'

/** The panes of a page, side by side, each keeping its place. */
export function Panes({ children }: { children: ReactNode }) {
  return <div className="flex min-h-0 min-w-0 flex-1">{children}</div>
}

type PaneProps = {
  label: string
  kind: 'list' | 'main' | 'side' | 'wide' | 'device'
  role?: 'navigation' | 'main' | 'complementary' | 'region'
  ref?: Ref<HTMLElement>
  children: ReactNode
}

const KIND = {
  list: 'w-full border-line bg-surface md:w-[340px] md:shrink-0 md:border-r',
  main: 'min-w-0 flex-1 bg-surface',
  side: 'w-full border-line bg-canvas md:w-[340px] md:shrink-0 md:border-l',
  wide: 'w-full border-line bg-canvas min-[1180px]:w-[46%] min-[1180px]:shrink-0 min-[1180px]:border-r',
  device: 'w-full border-line bg-canvas md:w-[400px] md:shrink-0 md:border-r',
}

/** One pane with its own scroll; a landmark with a name. */
export function Pane({ label, kind, role = 'region', ref, children }: PaneProps) {
  return (
    <section ref={ref} role={role} aria-label={label} className={`flex min-h-0 flex-col ${KIND[kind]}`}>
      {children}
    </section>
  )
}

/** The 48 px line on top of a pane; `tabs` are below it where it is narrow. */
export function PaneHeader({ tabs, children }: { tabs?: ReactNode; children: ReactNode }) {
  return (
    <header
      className={cx(
        'flex min-h-12 shrink-0 items-center justify-between gap-x-2 gap-y-1 border-b border-line px-4',
        // A title of two lines touches neither edge.
        tabs === undefined && 'py-1.5',
        tabs !== undefined && 'max-md:flex-col max-md:items-stretch max-md:pt-2 md:gap-x-6',
      )}
    >
      {children}
      {tabs}
    </header>
  )
}

/** A page's title with what can be done there; as high without it, so that nothing moves when it comes. */
export function HeaderRow({ children }: { children: ReactNode }) {
  return (
    <div
      className={cx(
        'flex min-h-8 min-w-0 flex-1 flex-wrap items-center justify-between gap-2',
        'pointer-coarse:min-h-11',
      )}
    >
      {children}
    </div>
  )
}

/** What scrolls below the header. */
export function PaneBody({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
}

/** Controls in a row below a header; they wrap where it is narrow. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      role="toolbar"
      aria-label={label}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-1 border-b border-line bg-canvas px-3 py-1"
    >
      {children}
    </div>
  )
}

/** A quiet strip that says what is going on, with what can be done about it at its end. */
export function Strip({
  tone = 'plain',
  isStacking,
  children,
}: {
  tone?: 'plain' | 'wait'
  /** On a phone what can be done stands below what is said. */
  isStacking?: boolean
  children: ReactNode
}) {
  const look = tone === 'wait' ? 'bg-wait-soft' : 'bg-canvas'
  return (
    <div
      className={cx(
        'flex min-h-10 shrink-0 items-center justify-between gap-3 border-b border-line px-4',
        'py-1.5 max-md:py-1',
        isStacking && 'max-md:flex-wrap max-md:gap-y-1 max-md:*:first:basis-full',
        look,
      )}
    >
      {children}
    </div>
  )
}

/** What is pressed to open the rest of a strip. */
const FOLD = cx(
  'flex min-h-8 w-full min-w-0 items-center gap-1 text-left text-sm',
  // As tall as the strip, and no taller: the thread keeps its room.
  'pointer-coarse:-my-1 pointer-coarse:min-h-11',
)

type StripsProps = {
  label: string
  /** Whoever asked for all of them gives up some of the thread's room. */
  isTall?: boolean
  children: ReactNode
}

/** Several of them that belong together: the thread keeps its room. */
export function Strips({ label, isTall = false, children }: StripsProps) {
  return (
    <section aria-label={label} className={cx('shrink-0 overflow-y-auto', isTall ? 'max-h-1/2' : 'max-h-52')}>
      {children}
    </section>
  )
}

/** The last of several strips: shows those that are folded away, and folds them again. */
export function StripMore({
  label,
  isOpen,
  onChange,
}: {
  label: string
  isOpen: boolean
  onChange: (isOpen: boolean) => void
}) {
  return (
    <Strip>
      <button
        type="button"
        aria-expanded={isOpen}
        className={cx(FOLD, 'text-muted hover:text-ink')}
        onClick={() => onChange(!isOpen)}
      >
        <span className="min-w-0 flex-1">{label}</span>
        <ChevronDown size={14} className={cx('shrink-0', isOpen && 'rotate-180')} aria-hidden />
      </button>
    </Strip>
  )
}

type StripTextProps = {
  badge: ReactNode
  title: string
  detail: ReactNode
  /** On a phone it is one line; what follows opens below it. Of several only one at a time, who holds them says. */
  isFolding?: boolean
  folded?: Folded
}

type Folded = { isOpen: boolean; onChange: (isOpen: boolean) => void }

/**
 * What a strip says: what is, and below it what follows, in two lines where one is not enough. A phone breaks
 * what is, too, instead of cutting it.
 */
export function StripText({ badge, title, detail, isFolding = false, folded }: StripTextProps) {
  const isNarrow = useMedia(NARROW)
  const [isOpen, onChange] = useState(false)
  if (isFolding && isNarrow && detail) {
    return <FoldedText {...(folded ?? { isOpen, onChange })} title={title} detail={detail} />
  }
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2">
      {badge && <div className="max-md:hidden">{badge}</div>}
      <div className="min-w-0">
        <p title={title} className="text-sm max-md:line-clamp-2 md:truncate">
          {title}
        </p>
        {detail && (
          <p
            title={typeof detail === 'string' ? detail : undefined}
            // A link that is cut off cannot be followed.
            className={cx('text-xs text-muted', typeof detail === 'string' && 'line-clamp-2')}
          >
            {detail}
          </p>
        )}
      </div>
    </div>
  )
}

/** What follows in lines of which none is cut: who decides has to see all of it. */
export function StripLines({ lines }: { lines: readonly string[] }) {
  return (
    <span className="block max-h-40 overflow-y-auto">
      {lines.map((line, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same
        <span key={nth} className="block wrap-anywhere">
          {line}
        </span>
      ))}
    </span>
  )
}

function FoldedText({ title, detail, isOpen, onChange }: Pick<StripTextProps, 'title' | 'detail'> & Folded) {
  const opened = useRef<HTMLDivElement>(null)
  // Several strips scroll in the little room that they have: what was asked for has to be seen.
  useEffect(() => {
    if (isOpen) opened.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <div ref={opened} className="min-w-0 flex-1 scroll-my-2">
      <button type="button" aria-expanded={isOpen} className={FOLD} onClick={() => onChange(!isOpen)}>
        <span className={cx('min-w-0 flex-1', isOpen ? 'wrap-anywhere' : 'truncate')}>{title}</span>
        <ChevronDown size={14} className={cx('shrink-0 text-muted', isOpen && 'rotate-180')} aria-hidden />
      </button>
      {isOpen && <div className="pb-1 text-xs text-muted">{detail}</div>}
    </div>
  )
}

/** A titled part of a side pane. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-label={title} className="border-b border-line px-4 py-3 last:border-b-0">
      <div className="flex min-h-6 items-center justify-between gap-2 pb-2">
        <h2 className="text-sm font-medium">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
