import { type ReactNode, useState } from 'react'
import { giveBackFocus, keepFocus } from './keep-focus.ts'

type Props = {
  /** Something opened it, to which the focus goes back; else it is one of several. */
  isOpened?: boolean
  children: ReactNode
}

/** What can be taken out of a form with the focus in it. */
export function Removable({ isOpened = false, children }: Props) {
  const [ref] = useState(() => (isOpened ? giveBackFocus(document.activeElement) : keepFocus))
  return (
    <div ref={ref} className="contents">
      {children}
    </div>
  )
}
