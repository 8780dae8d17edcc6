import type { ReactNode } from 'react'
import { useWords } from '../i18n/language.ts'
import { Button } from './Button.tsx'

type Props = { title?: string; body?: ReactNode; action?: ReactNode }

/** A place with nothing in it, and what to do about that. The thread lies slack. */
export function EmptyState({ title, body, action }: Props) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 p-8 text-center">
      <Line />
      {title && <p className="font-medium">{title}</p>}
      {body && <p className="max-w-72 text-sm text-pretty text-muted">{body}</p>}
      {action && <div className="pt-2">{action}</div>}
    </div>
  )
}

/** What failed, what is kept, and a way to try again. */
export function ErrorState({
  title,
  reason,
  onRetry,
}: {
  title: string
  reason: string
  onRetry: () => void
}) {
  const { errors } = useWords()
  return (
    <div
      role="alert"
      className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 p-8 text-center"
    >
      <Line isCut />
      <p className="font-medium">{title}</p>
      <p className="max-w-80 text-sm text-pretty text-fail">{reason}</p>
      <p className="max-w-80 text-sm text-pretty text-muted">{errors.kept}</p>
      <div className="pt-2">
        <Button onClick={onRetry}>{errors.retry}</Button>
      </div>
    </div>
  )
}

function Line({ isCut = false }: { isCut?: boolean }) {
  return (
    <svg
      width="96"
      height="32"
      viewBox="0 0 96 32"
      className={isCut ? 'text-fail' : 'text-line-strong'}
      aria-hidden="true"
    >
      <path
        d={
          isCut
            ? 'M2 22c14 0 20-2 28-6l8-4M58 20l8-4c8-4 14-6 28-6'
            : 'M2 24h34c11 0 17-5 17-11s-4-9-9-9-9 4-9 9 6 11 17 11h42'
        }
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  )
}
