import type { Broadcast } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { Megaphone } from 'lucide-react'
import { useBroadcasts } from '../../api/broadcasts.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../../ui/now.ts'
import { ITEM_LINK } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ListPage } from '../list/ListPage.tsx'
import { STATUS_TONES } from './status.ts'

/** Templates that went, or will go, to many contacts. */
export function BroadcastsPage() {
  const { broadcasts: words } = useWords()
  const list = useBroadcasts()
  const navigate = useNavigate()
  const create = (
    <Button
      icon={Megaphone}
      variant="primary"
      disabledReason={useReadOnlyReason()}
      onClick={() => void navigate({ to: '/broadcasts/new' })}
    >
      {words.create}
    </Button>
  )
  return (
    <ListPage
      words={words}
      list={list}
      action={create}
      row={(broadcast) => <BroadcastItem key={broadcast.id} broadcast={broadcast} />}
    />
  )
}

function BroadcastItem({ broadcast }: { broadcast: Broadcast }) {
  const { broadcasts: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { id, name, status, template, inbox, recipients, createdAt, startsAt } = broadcast
  const when =
    status === 'scheduled'
      ? words.startsAt(relativeTime(startsAt, now, time))
      : relativeTime(createdAt, now, time)
  return (
    <li>
      <Link to="/broadcasts/$broadcastId" params={{ broadcastId: id }} className={ITEM_LINK}>
        <Stack gap={1}>
          <Inline isWrapping>
            <Text isStrong>{name}</Text>
            <Badge tone={STATUS_TONES[status]}>{words.statuses[status]}</Badge>
          </Inline>
          <Text size="sm" tone="muted" isBroken>
            {`${inbox.name}, ${template.name} (${template.language})`}
          </Text>
        </Stack>
        <Text size="sm" tone="muted">
          {`${words.recipients(recipients, recipients.toLocaleString(language))}, ${when}`}
        </Text>
      </Link>
    </li>
  )
}
