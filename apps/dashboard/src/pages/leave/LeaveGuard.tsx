import { useBlocker } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { Confirm } from '../../ui/Confirm.tsx'

/**
 * Asks before what was typed is lost: on the way to another page, and by the browser itself on the way out.
 * `isKept` is asked at that moment, for what was just saved is not dirty any more.
 */
export function LeaveGuard({ isDirty, isKept }: { isDirty: boolean; isKept: () => boolean }) {
  const { toolCalls: words, shortcuts } = useWords()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isDirty && !isKept(),
    enableBeforeUnload: () => isDirty && !isKept(),
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <Confirm
      title={words.leaveTitle}
      body={words.leaveBody}
      action={words.leave}
      cancel={words.stay}
      closeLabel={shortcuts.close}
      onConfirm={proceed}
      onClose={reset}
    />
  )
}
