import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useWords } from '../i18n/language.ts'
import { cx } from './cx.ts'
import { dismissToast, toastStore } from './toast.ts'

/** Where toasts appear: top right, so that they never cover the composer. */
export function Toaster() {
  const words = useWords()
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot)
  return (
    <div
      role="status"
      className="fixed top-3 right-3 z-50 flex w-80 max-w-[calc(100vw-1.5rem)] flex-col gap-2"
    >
      {toasts.map(({ id, tone, title, body }) => (
        <div
          key={id}
          className={cx(
            'flex items-start gap-2 rounded-md border bg-raised p-3',
            tone === 'fail' ? 'border-fail' : 'border-line-strong',
          )}
        >
          <div className="min-w-0 flex-1">
            <p className={`font-medium ${tone === 'fail' ? 'text-fail' : ''}`}>{title}</p>
            {body && <p className="text-sm text-muted">{body}</p>}
          </div>
          <button
            type="button"
            aria-label={words.dismiss}
            className={cx(
              'grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-hover',
              'hover:text-ink',
            )}
            onClick={() => dismissToast(id)}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  )
}
