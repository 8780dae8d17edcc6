import type { Id, Ledger, WebhookEventState } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useUnacknowledged } from '../../api/health.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { BUTTON_LINK, TEXT_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = { inboxId: Id; ledger: Ledger }

/** What is not as it should be, each with the way to its rows. */
export function GapsPart({ inboxId, ledger: { gaps, quarantined } }: Props) {
  const { ledger: words } = useWords().health
  const isWhole = quarantined === 0 && Object.values(gaps).every((count) => count === 0)
  return (
    <Part title={words.gaps}>
      {isWhole && <Text tone="muted">{words.gapsNone}</Text>}
      {!isWhole && (
        <Rows label={words.gaps}>
          <EventGap inboxId={inboxId} name="waiting" state="waiting" count={gaps.waiting} />
          <EventGap inboxId={inboxId} name="failed" state="failed" count={gaps.failed} />
          <UnacknowledgedGap inboxId={inboxId} count={gaps.unacknowledged} />
          <EventGap inboxId={inboxId} name="unknownStatuses" state="unknown" count={gaps.unknownStatuses} />
          <EventGap inboxId={inboxId} name="quarantined" state="quarantined" count={quarantined} />
        </Rows>
      )}
    </Part>
  )
}

type GapName = 'waiting' | 'failed' | 'unknownStatuses' | 'quarantined'

function EventGap({ inboxId, name, state, count }: EventGapProps) {
  const { ledger: words } = useWords().health
  const language = useLanguage()
  if (count === 0) return null
  return (
    <ItemRow
      end={
        <Link
          to="/settings/inboxes/$inboxId"
          params={{ inboxId }}
          search={{ tab: 'events', state }}
          className={BUTTON_LINK}
        >
          {words.show}
        </Link>
      }
    >
      <Inline isWrapping>
        <Badge tone="wait">{count.toLocaleString(language)}</Badge>
        <Text>{words.gapNames[name]}</Text>
      </Inline>
    </ItemRow>
  )
}

type EventGapProps = { inboxId: Id; name: GapName; state: WebhookEventState; count: number }

function UnacknowledgedGap({ inboxId, count }: { inboxId: Id; count: number }) {
  const { ledger: words } = useWords().health
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  if (count === 0) return null
  return (
    <ItemRow
      end={
        <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? words.hide : words.show}
        </Button>
      }
      below={isOpen && <UnacknowledgedList inboxId={inboxId} />}
    >
      <Inline isWrapping>
        <Badge tone="wait">{count.toLocaleString(language)}</Badge>
        <Text>{words.gapNames.unacknowledged}</Text>
      </Inline>
    </ItemRow>
  )
}

function UnacknowledgedList({ inboxId }: { inboxId: Id }) {
  const { ledger: words } = useWords().health
  const { authors } = useWords()
  const language = useLanguage()
  const { data } = useUnacknowledged(inboxId, true)
  return (
    <Stack gap={1}>
      {data?.deliveries.map(({ id, conversationId, author, sentAt, externalId }) => (
        <Inline key={id} isWrapping>
          <Text size="sm" tone="muted">
            {fullTime(sentAt, language)} · {authors[author]}
          </Text>
          <Text size="xs" isMono isTruncated title={externalId ?? ''}>
            {externalId}
          </Text>
          <Link to="/inbox/$conversationId" params={{ conversationId }} className={TEXT_LINK}>
            {words.conversation}
          </Link>
        </Inline>
      ))}
    </Stack>
  )
}
