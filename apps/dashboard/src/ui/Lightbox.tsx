import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import { cx } from './cx.ts'

type Props = {
  isOpen: boolean
  onClose: () => void
  title: string
  closeLabel: string
  url: string
  alt: string
  /** What can be done with it, beside the way out. */
  actions: ReactNode
}

/** One picture over the whole page. Escape and a press beside it close it; focus returns to where it was. */
export function Lightbox({ isOpen, onClose, title, closeLabel, url, alt, actions }: Props) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-ink/25" />
        <Base.Popup
          className={cx(
            'fixed inset-4 z-50 flex flex-col rounded-md border border-line-strong bg-raised',
            'md:inset-8',
          )}
        >
          <header className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 truncate font-medium">{title}</Base.Title>
            {actions}
            <Base.Close render={<IconButton icon={X} label={closeLabel} />} />
          </header>
          <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] place-items-center p-2">
            <img src={url} alt={alt} className="max-h-full max-w-full object-contain" />
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
