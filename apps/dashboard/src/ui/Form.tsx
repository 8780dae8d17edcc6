import { type FormEvent, type ReactNode, useState } from 'react'
import { flushSync } from 'react-dom'
import { giveBackFocus } from './keep-focus.ts'

type Props = {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  /** The fields say themselves what is wrong: the browser does not, whose language is its own. */
  isOwnJudge?: boolean
  children: ReactNode
}

/** Fields below each other, with what sends them at the end. What is wrong is gone to, and once it is closed what opened it. */
export function Form({ onSubmit, isOwnJudge = false, children }: Props) {
  const [ref] = useState(() => giveBackFocus(document.activeElement))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    flushSync(() => onSubmit(event))
    goToWrong(event.currentTarget)
  }
  return (
    <form
      ref={ref}
      onSubmit={isOwnJudge ? submit : onSubmit}
      noValidate={isOwnJudge}
      className="flex flex-col gap-4"
    >
      {children}
    </form>
  )
}

/** Fields that something elsewhere on the page sends. */
export function Fields({ children }: { children: ReactNode }) {
  return (
    <div data-fields className="flex flex-col gap-6">
      {children}
    </div>
  )
}

/** Goes to what is marked first in the form in which an element is: for a ref of what appears with the marks. */
export function goToWrong(element: HTMLElement | null): void {
  element
    ?.closest('form, [data-fields]')
    ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]')
    ?.focus()
}
