import { type DragEvent, type ReactNode, useState } from 'react'
import { cx } from './cx.ts'

type Props = {
  kind: 'reply' | 'note'
  label: string
  tabs: ReactNode
  foot: ReactNode
  /** Takes files that are dropped or pasted here; null where none can be taken. */
  onFiles: ((files: readonly File[]) => void) | null
  /** Shown while files are held over it. */
  dropHint: string
  children: ReactNode
}

/** The box to write in. A note is amber all over, so that nobody takes it for a reply. */
export function ComposerFrame({ kind, label, tabs, foot, onFiles, dropHint, children }: Props) {
  const { isOver, handlers } = useDrop(onFiles)
  const look = kind === 'note' ? 'border-wait bg-wait-soft' : 'border-control bg-raised'
  return (
    <section
      aria-label={label}
      className="shrink-0 px-4 pb-4"
      {...handlers}
      onPaste={(event) => {
        const files = [...event.clipboardData.files]
        if (!onFiles || files.length === 0) return
        event.preventDefault()
        onFiles(files)
      }}
    >
      <div
        className={cx(
          'relative flex flex-col rounded-md border focus-within:outline-2 focus-within:outline-offset-0',
          look,
          kind === 'note' ? 'focus-within:outline-wait' : 'focus-within:outline-accent',
        )}
      >
        <div className="flex items-center justify-between gap-2 px-3 pt-1">{tabs}</div>
        {children}
        <div className="flex min-h-11 items-center justify-between gap-3 pr-2 pb-2 pl-3">{foot}</div>
        {isOver && (
          <p
            className={cx(
              'pointer-events-none absolute inset-0 flex items-center justify-center rounded-md',
              'border-2 border-dashed border-accent bg-accent-soft font-medium text-accent',
            )}
          >
            {dropHint}
          </p>
        )}
      </div>
    </section>
  )
}

/** A file that is dropped where none is taken must not replace the page. */
function useDrop(onFiles: Props['onFiles']) {
  const [isOver, setIsOver] = useState(false)
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const handlers = {
    onDragOver(event: DragEvent) {
      if (!holdsFiles(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = onFiles ? 'copy' : 'none'
      setIsOver(onFiles !== null)
    },
    onDragLeave(event: DragEvent) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false)
    },
    onDrop(event: DragEvent) {
      setIsOver(false)
      if (!holdsFiles(event)) return
      event.preventDefault()
      onFiles?.([...event.dataTransfer.files])
    },
  }
  return { isOver, handlers }
}

type NoticeProps = { title: string; action?: ReactNode; children: string }

/** Why nothing can be written here now, and what changes that. */
export function ComposerNotice({ title, action, children }: NoticeProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="text-sm text-pretty text-muted">{children}</p>
      </div>
      {action}
    </div>
  )
}

/** What is chosen about how it is sent. */
export function ComposerWay({ children }: { children: ReactNode }) {
  return <div className="px-3">{children}</div>
}

/** A strip inside the composer about what is being written. */
export function ComposerQuote({ children, end }: { children: ReactNode; end: ReactNode }) {
  return (
    <div className="mx-2 mt-1 flex items-center justify-between gap-2 border-b border-line pb-1">
      <div className="min-w-0 flex-1">{children}</div>
      {end}
    </div>
  )
}
