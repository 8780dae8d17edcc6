import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/**
 * The whole window: navigation beside the page, or below it on a phone. What is said over the page hangs from
 * its top edge, so that nothing moves when it comes and goes.
 */
export function Frame({
  navigation,
  banner,
  children,
}: {
  navigation: ReactNode
  banner: ReactNode
  children: ReactNode
}) {
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        className={cx(
          'pointer-events-none absolute inset-x-0 top-0 z-30',
          'flex flex-col items-center gap-1 px-24',
        )}
      >
        {banner}
      </div>
      <div className="flex min-h-0 flex-1 flex-col-reverse md:flex-row">
        {navigation}
        <div className="flex min-h-0 min-w-0 flex-1">{children}</div>
      </div>
    </div>
  )
}

/** The rail: a column at the left, a row at the bottom of a phone. */
export function Rail({ label, children, end }: { label: string; children: ReactNode; end: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className={cx(
        'flex shrink-0 items-center justify-between gap-1 border-line bg-canvas',
        'max-md:gap-0 max-md:border-t max-md:px-1 max-md:py-1 md:w-12 md:flex-col md:border-r md:py-3',
      )}
    >
      <div className="flex items-center md:flex-col md:gap-1">{children}</div>
      <div className="flex items-center md:flex-col md:gap-1">{end}</div>
    </nav>
  )
}

/** The space around the mark on the rail; a phone has no room for it. */
export function RailMark({ children }: { children: ReactNode }) {
  return <div className="grid size-8 place-items-center pb-2 max-md:hidden">{children}</div>
}

/** The words on the browser's tab: how much is unread, then where one is. */
export function PageTitle({ page, unread = 0 }: { page: string; unread?: number }) {
  return <title>{`${unread > 0 ? `(${unread}) ` : ''}${page} · Hilo`}</title>
}

/** A page that is one small card. */
export function Card({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-0 flex-1 place-items-center overflow-y-auto bg-canvas p-4">
      <div className="flex w-full max-w-80 flex-col gap-6">{children}</div>
    </main>
  )
}

/** For screen readers only. `isLive`: what appears here is read aloud. */
export function Spoken({ isLive = false, children }: { isLive?: boolean; children: ReactNode }) {
  return (
    <span className="sr-only" aria-live={isLive ? 'polite' : undefined}>
      {children}
    </span>
  )
}

/** A sign whose meaning is on hover for some and spoken for others; cheap enough for every row of a list. */
export function Sign({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span title={label}>
      {children}
      <span className="sr-only">{label}</span>
    </span>
  )
}

/** Another page inside this one: a simulated phone, or the site with the widget. */
export function Device({ title, url }: { title: string; url: string }) {
  return (
    <iframe
      title={title}
      src={url}
      className="min-h-0 w-full flex-1 border-0 bg-surface"
      allow="clipboard-write"
    />
  )
}
