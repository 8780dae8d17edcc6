import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Shape = 'picture' | 'sticker'

// A size of its own, so that nothing moves when the bytes arrive.
const SHAPE: Record<Shape, string> = { picture: 'h-48 w-72', sticker: 'size-32' }
const BOX = 'relative grid max-w-full place-items-center overflow-hidden rounded-[4px]'

type PictureProps = {
  url: string
  alt: string
  label: string
  shape: Shape
  onOpen: () => void
  onError: () => void
}

/** A picture in a message; a press opens it large. */
export function Picture({ url, alt, label, shape, onOpen, onError }: PictureProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onOpen}
      className={cx(BOX, SHAPE[shape], shape === 'picture' && 'bg-hover', 'cursor-zoom-in')}
    >
      <img
        src={url}
        alt={alt}
        decoding="async"
        onError={onError}
        className={cx('size-full', shape === 'picture' ? 'object-cover' : 'object-contain')}
      />
    </button>
  )
}

type PlayerProps = {
  /** Not known yet: the player is there already, so that nothing moves. */
  url: string | undefined
  label: string
  /** Goes on by itself: the reader pressed play on a link that was over. */
  isPlaying: boolean
  onPlay: () => void
  onError: () => void
}

/** A film in a message, with the browser's own controls. */
export function Film({ url, label, isPlaying, onPlay, onError }: PlayerProps) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for what a contact filmed
    <video
      controls
      preload="metadata"
      src={url}
      aria-label={label}
      autoPlay={isPlaying}
      onPlay={onPlay}
      onError={onError}
      className={cx(BOX, SHAPE.picture, 'bg-hover')}
    />
  )
}

/** Something to listen to, with its duration. */
export function Sound({ url, label, isPlaying, onPlay, onError }: PlayerProps) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for what a contact said
    <audio
      controls
      preload="metadata"
      src={url}
      aria-label={label}
      autoPlay={isPlaying}
      onPlay={onPlay}
      onError={onError}
      className="h-14 w-72 max-w-full"
    />
  )
}

type EmptyProps = { icon: LucideIcon; shape: Shape; isLoading: boolean; children: ReactNode }

/** Where a picture or a film will be, or would have been. */
export function EmptyPicture({ icon: Icon, shape, isLoading, children }: EmptyProps) {
  return (
    <div
      className={cx(
        BOX,
        SHAPE[shape],
        'border border-line bg-hover text-muted',
        isLoading && 'animate-pulse',
      )}
    >
      <div className="flex flex-col items-center gap-2 p-3 text-center text-sm">
        <Icon size={20} strokeWidth={1.5} aria-hidden />
        {children}
      </div>
    </div>
  )
}

const FILE = 'flex h-14 w-72 max-w-full items-center gap-3 rounded-[4px] border border-line bg-hover px-3'

type FileProps = { icon: LucideIcon; name: string; detail: string; end?: ReactNode }

/** A file as a card: its name, what is known of it, and what can be done. */
export function FileCard({ icon: Icon, name, detail, end }: FileProps) {
  return (
    <div className={FILE}>
      <Icon size={20} strokeWidth={1.5} aria-hidden className="shrink-0 text-muted" />
      <div className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium" title={name}>
          {name}
        </span>
        <span className="line-clamp-2 text-xs text-muted" title={detail}>
          {detail}
        </span>
      </div>
      {end}
    </div>
  )
}
