import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Inline, Stack } from './Stack.tsx'
import { Text } from './Text.tsx'

type Props = {
  title: string
  body: string
  /** What follows from it besides. */
  note?: string | null
  action: string
  cancel: string
  closeLabel: string
  /** It takes something away for good. */
  isDanger?: boolean
  /** Something speaks against it: what keeps things as they are is the strong button. */
  isDoubtful?: boolean
  /** What went wrong with it; the window stays open. */
  error?: string | null
  /** What is known of it, below what is asked. */
  children?: ReactNode
  onConfirm: () => void
  onClose: () => void
}

/** Asks once before something that cannot be undone. */
export function Confirm(props: Props) {
  const {
    title,
    body,
    note,
    action,
    cancel,
    closeLabel,
    isDanger,
    isDoubtful,
    error,
    children,
    onConfirm,
    onClose,
  } = props
  return (
    <Dialog isOpen onClose={onClose} title={title} closeLabel={closeLabel}>
      <Stack gap={4}>
        <Text as="p">{body}</Text>
        {children}
        {note && (
          <Text as="p" size="sm" tone="wait" isBroken>
            {note}
          </Text>
        )}
        {error && (
          <div role="alert">
            <Text tone="fail" size="sm">
              {error}
            </Text>
          </div>
        )}
        <Inline>
          <Button variant={isDanger ? 'danger' : isDoubtful ? 'secondary' : 'primary'} onClick={onConfirm}>
            {action}
          </Button>
          <Button variant={isDoubtful ? 'primary' : 'secondary'} onClick={onClose}>
            {cancel}
          </Button>
        </Inline>
      </Stack>
    </Dialog>
  )
}
