import type { Id, SignedIdentity } from '@hilo/protocol'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useRemoveIdentityKey } from '../../api/signed-identity.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { useNow } from '../../ui/now.ts'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = {
  inboxId: Id
  identityKey: SignedIdentity['keys'][number]
  /** The last one cannot go while visitors are known by it. */
  isNeeded: boolean
}

/** What identities are signed with: told by its end, never shown again. */
export function IdentityKeyRow({ inboxId, identityKey: { id, type, hint, createdAt }, isNeeded }: Props) {
  const { identity: words, time, shortcuts } = useWords()
  const readOnly = useReadOnlyReason()
  const now = useNow()
  const remove = useRemoveIdentityKey(inboxId)
  const [isAsking, setAsking] = useState(false)
  return (
    <ItemRow
      end={
        !isNeeded && (
          <Button disabledReason={readOnly} onClick={() => setAsking(true)}>
            {words.remove}
          </Button>
        )
      }
      below={
        isAsking && (
          <Confirm
            title={words.removeTitle}
            body={words.removeBody}
            action={words.remove}
            cancel={words.cancel}
            closeLabel={shortcuts.close}
            error={remove.error && explainError(remove.error)}
            onConfirm={() => remove.mutate(id)}
            onClose={() => setAsking(false)}
          />
        )
      }
    >
      <Inline isWrapping>
        <Text isStrong>{words.types[type]}</Text>
        <Text size="sm" tone="muted" isMono>
          {hint}
        </Text>
        <Text size="sm" tone="muted">
          {relativeTime(createdAt, now, time)}
        </Text>
      </Inline>
    </ItemRow>
  )
}
