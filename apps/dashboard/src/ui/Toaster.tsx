import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useWords } from '../i18n/language.ts'
import { Button } from './Button.tsx'
import { cx } from './cx.ts'
import { useShortcuts } from './shortcuts.ts'
import { dismissToast, type Toast, toastStore } from './toast.ts'

/**
 * Where toasts appear: over the page, so that nothing moves when they come and go. Beside the rail, or above
 * it on a phone, where neither the composer nor what is pressed most is under them.
 */
export function Toaster() {
  const words = useWords()
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot)
  const latest = toasts.findLast(({ undo }) => undo)
  useShortcuts(latest ? [{ key: 'z', label: words.shortcuts.undo, run: () => takeBack(latest) }] : [])
  return (
    <div
      role="status"
      // Above the shade of a window that is open.
      className={cx(
        'pointer-events-none fixed z-50 flex flex-col gap-2',
        // An open thread has no rail on a phone, and its composer is higher.
        'max-md:[body:not(:has(nav))_&]:bottom-40',
        'inset-x-2 bottom-16 md:right-auto md:bottom-4 md:left-16 md:w-80',
      )}
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={cx(
            'pointer-events-auto flex min-h-12 items-center gap-3 rounded-lg border bg-raised px-4 py-2',
            'shadow-lg',
            toast.tone === 'fail' ? 'border-fail' : 'border-line-strong',
          )}
        >
          <div className="min-w-0 flex-1">
            <p className={`font-medium ${toast.tone === 'fail' ? 'text-fail' : ''}`}>{toast.title}</p>
            {toast.body && <p className="text-sm text-muted">{toast.body}</p>}
          </div>
          {toast.undo && (
            <Button shortcut={toast === latest ? 'Z' : undefined} onClick={() => takeBack(toast)}>
              {words.undo}
            </Button>
          )}
          <button
            type="button"
            aria-label={words.dismiss}
            className={cx(
              'grid size-6 shrink-0 place-items-center rounded-md text-muted pointer-coarse:size-11',
              'hover:bg-hover hover:text-ink',
            )}
            onClick={() => dismissToast(toast.id)}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  )
}

function takeBack({ id, undo }: Toast) {
  dismissToast(id)
  undo?.()
}
