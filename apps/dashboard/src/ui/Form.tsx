import type { FormEvent, ReactNode } from 'react'
import { flushSync } from 'react-dom'

type Props = {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  /** The fields say themselves what is wrong: the browser does not, whose language is its own. */
  isOwnJudge?: boolean
  children: ReactNode
}

/** Fields below each other, with what sends them at the end. What is wrong is gone to. */
export function Form({ onSubmit, isOwnJudge = false, children }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    flushSync(() => onSubmit(event))
    event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  return (
    <form onSubmit={isOwnJudge ? submit : onSubmit} noValidate={isOwnJudge} className="flex flex-col gap-4">
      {children}
    </form>
  )
}
