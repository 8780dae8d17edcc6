import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { IconButton } from './Button.tsx'
import { cx } from './cx.ts'
import { leaveWindowFor } from './keep-focus.ts'

type Props = { isOpen: boolean; onClose: () => void; title: string; closeLabel: string; children: ReactNode }

/** `leave`: what its closing does with the focus. */
type Opened = { isOpen: boolean; leave: ReturnType<typeof leaveWindowFor> }

/** What ends a window, in sight however long what is above it: for the end of its form. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <div
      data-foot
      className={cx(
        'sticky -bottom-4 -mx-4 -mb-4 flex flex-col gap-2 rounded-b-md border-t border-line bg-raised p-4',
      )}
    >
      {children}
    </div>
  )
}

/** A window over the page. Escape and a press outside close it; focus returns to where it was. */
export function Dialog({ isOpen, onClose, title, closeLabel, children }: Props) {
  const body = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<Opened>(() => ({ isOpen: false, leave: leaveWindowFor(null) }))
  // Before a field of the window takes the focus by itself.
  if (opened.isOpen !== isOpen) {
    const leave = isOpen ? leaveWindowFor(document.activeElement) : opened.leave
    setOpened({ isOpen, leave })
  }
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-ink/25" />
        <Base.Popup
          initialFocus={body}
          finalFocus={opened.leave.place}
          className={cx(
            'fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[28rem] max-w-[calc(100vw-2rem)]',
            '-translate-x-1/2 flex-col rounded-md border border-line-strong bg-raised',
          )}
        >
          <header
            ref={opened.leave.ref}
            className="flex items-center justify-between border-b border-line py-2 pr-2 pl-4"
          >
            <Base.Title className="min-w-0 font-medium wrap-anywhere">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label={closeLabel} />} />
          </header>
          <div
            ref={body}
            tabIndex={-1} // What has the focus is never under the foot.
            className="overflow-y-auto p-4 outline-none has-data-foot:scroll-pb-20"
          >
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
