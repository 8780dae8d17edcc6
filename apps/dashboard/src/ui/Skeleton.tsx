type Props = { width?: 'full' | 'half' | 'third' | 'quarter'; height?: 'line' | 'title' | 'block' }

const WIDTH = { full: 'w-full', half: 'w-1/2', third: 'w-1/3', quarter: 'w-1/4' }
const HEIGHT = { line: 'h-3.5', title: 'h-5', block: 'h-14' }

/** A place where something will be, of its final size. */
export function Skeleton({ width = 'full', height = 'line' }: Props) {
  return (
    <span
      aria-hidden
      className={`block animate-pulse rounded-[4px] bg-hover ${WIDTH[width]} ${HEIGHT[height]}`}
    />
  )
}

/** Rows of the conversation list while it loads: as high as the real ones. */
export function SkeletonRows({ count, label }: { count: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-[76px] gap-3 border-b border-line px-4 py-3">
          <span className="size-7 shrink-0 animate-pulse rounded-full bg-hover" aria-hidden />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton width="third" />
            <Skeleton width={row % 2 ? 'half' : 'full'} />
          </div>
        </div>
      ))}
    </div>
  )
}

/** Rows of a page's list while it loads, framed and spaced as the real ones. */
export function SkeletonItems({ count, label }: { count: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col rounded-md border border-line bg-surface">
      {Array.from({ length: count }, (_, row) => row).map((row) => (
        <div key={row} className="flex flex-col gap-3 border-b border-line px-4 py-3 last:border-b-0">
          <Skeleton width="half" height="title" />
          <Skeleton width={row % 2 ? 'full' : 'half'} />
        </div>
      ))}
    </div>
  )
}

const BUBBLES = ['w-1/2', 'w-1/3 self-end', 'w-2/5', 'w-1/2 self-end', 'w-1/4']

/** Bubbles of a thread while it loads, at its end, where the last messages will be. */
export function SkeletonThread({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex min-h-0 flex-1 flex-col justify-end gap-3 p-4">
      {BUBBLES.map((shape) => (
        <span key={shape} className={`h-11 animate-pulse rounded-md bg-hover ${shape}`} aria-hidden />
      ))}
    </div>
  )
}
