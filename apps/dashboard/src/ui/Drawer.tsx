import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { IconButton } from './Button.tsx'
import { cx } from './cx.ts'

type Props = { title: string; closeLabel: string; onClose: () => void; children: ReactNode }

/** A panel at the side over the page, the whole of it on a phone. Escape and a press outside close it. */
export function Drawer({ title, closeLabel, onClose, children }: Props) {
  const body = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/20" />
        <Base.Popup
          initialFocus={body}
          className={cx(
            'fixed inset-y-0 right-0 z-50 flex w-[28rem] max-w-full flex-col bg-canvas',
            'border-line-strong md:border-l',
          )}
        >
          <header className="flex min-h-12 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
            <Base.Title className="min-w-0 truncate font-medium">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label={closeLabel} shortcut="Esc" />} />
          </header>
          <div ref={body} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
