import { type Id, RECIPIENT_STATUSES, type Recipient, type RecipientStatus } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRecipients } from '../../api/broadcasts.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { useReason } from '../../i18n/reason.ts'
import { Badge } from '../../ui/Badge.tsx'
import { LONE_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { RECIPIENT_TONES } from './status.ts'

/** Who gets a broadcast, and what became of each. */
export function RecipientsPart({ broadcastId }: { broadcastId: Id }) {
  const { broadcasts: words } = useWords()
  const [status, setStatus] = useState<RecipientStatus | ''>('')
  const { data, error, isPending, refetch } = useRecipients(broadcastId, status === '' ? null : status)
  const options = RECIPIENT_STATUSES.map((value) => ({ value, label: words.recipientStatuses[value] }))
  return (
    <Part
      title={words.who}
      aside={
        <Select
          label={words.filter}
          value={status}
          options={[{ value: '', label: words.everyone }, ...options]}
          onChange={setStatus}
        />
      }
    >
      {isPending && <SkeletonItems count={3} label={words.who} />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data?.recipients.length === 0 && <EmptyState title={words.nobody} />}
      {data && data.recipients.length > 0 && (
        <Rows label={words.who}>
          {data.recipients.map((recipient) => (
            <RecipientRow key={recipient.contact.id} recipient={recipient} />
          ))}
        </Rows>
      )}
      {data?.next != null && (
        <Text size="sm" tone="muted">
          {words.firstOnly}
        </Text>
      )}
    </Part>
  )
}

function RecipientRow({ recipient }: { recipient: Recipient }) {
  const { broadcasts: words, list } = useWords()
  const told = useReason()
  const { contact, status, code, reason, reasonEs, conversationId, hasReplied } = recipient
  const name = contact.name ?? contact.address ?? list.unnamed
  return (
    <ItemRow
      end={
        <>
          {hasReplied && <Badge tone="accent">{words.replied}</Badge>}
          <Badge tone={RECIPIENT_TONES[status]}>{words.recipientStatuses[status]}</Badge>
        </>
      }
    >
      {conversationId === null ? (
        <Text>{name}</Text>
      ) : (
        <Link to="/inbox/$conversationId" params={{ conversationId }} className={LONE_LINK}>
          <Text tone="accent">{name}</Text>
        </Link>
      )}
      {reason && (
        <Text size="sm" tone="muted">
          {`${(code !== null && words.rules[code]) || told(reason, reasonEs)}`}
        </Text>
      )}
    </ItemRow>
  )
}
