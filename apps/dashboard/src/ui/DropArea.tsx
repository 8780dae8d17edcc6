import { type DragEvent, type ReactNode, useState } from 'react'
import { cx } from './cx.ts'

type Props = { hint: string; isOff: boolean; onFiles: (files: readonly File[]) => void; children: ReactNode }

/** A part of the page on which files can be dropped. One that is dropped where none is taken opens nothing. */
export function DropArea({ hint, isOff, onFiles, children }: Props) {
  const [isOver, setOver] = useState(false)
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return (
    <section
      aria-label={hint}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = isOff ? 'none' : 'copy'
        setOver(!isOff)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        if (!holdsFiles(event)) return
        event.preventDefault()
        if (!isOff) onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver && (
        <p
          className={cx(
            'pointer-events-none absolute inset-2 z-10 flex items-center justify-center rounded-md',
            'border-2 border-dashed border-accent bg-accent-soft font-medium text-accent',
          )}
        >
          {hint}
        </p>
      )}
    </section>
  )
}
