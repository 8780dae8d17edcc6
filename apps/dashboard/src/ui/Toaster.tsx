import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useWords } from '../i18n/language.ts'
import { Button } from './Button.tsx'
import { cx } from './cx.ts'
import { useShortcuts } from './shortcuts.ts'
import { dismissToast, type Toast, toastStore } from './toast.ts'

/**
 * Where toasts appear: top right, so that they never cover the composer; on a phone below the header, whose
 * buttons are pressed one conversation after the other.
 */
export function Toaster() {
  const words = useWords()
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot)
  const latest = toasts.findLast(({ undo }) => undo)
  useShortcuts(latest ? [{ key: 'z', label: words.shortcuts.undo, run: () => takeBack(latest) }] : [])
  return (
    <div
      role="status"
      className="fixed top-14 right-3 z-50 flex w-80 max-w-[calc(100vw-1.5rem)] flex-col gap-2 md:top-3"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={cx(
            'flex items-start gap-2 rounded-md border bg-raised p-3',
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
              'grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-hover',
              'hover:text-ink',
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
