import type { Broadcast, Id } from '@hilo/protocol'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useBroadcast, useSteerBroadcast } from '../../api/broadcasts.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useSession } from '../../api/session.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { timeIn } from '../../i18n/zone.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { BroadcastFiguresPart } from './BroadcastFiguresPart.tsx'
import { RecipientsPart } from './RecipientsPart.tsx'
import { STATUS_TONES } from './status.ts'

/** One broadcast, live: how far it is, what became of each message, and the ways to stop it. */
export function BroadcastPage() {
  const { broadcasts: words } = useWords()
  const { broadcastId } = useParams({ from: '/app/broadcasts/$broadcastId' })
  const { data, error, isPending, refetch } = useBroadcast(broadcastId as Id)
  const title = data?.broadcast.name ?? words.title
  return (
    <Pane kind="main" role="main" label={title}>
      <PageTitle page={title} />
      <PaneHeader>
        <Inline>
          <Link to="/broadcasts" className={BACK_LINK}>
            <BackMark label={words.back} />
          </Link>
          <Text as="h1" isStrong isBroken>
            {title}
          </Text>
          {data && (
            <Badge tone={STATUS_TONES[data.broadcast.status]}>{words.statuses[data.broadcast.status]}</Badge>
          )}
        </Inline>
        {data && <Steering broadcast={data.broadcast} />}
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data && (
        <PaneBody>
          <Column>
            <About broadcast={data.broadcast} />
            <BroadcastFiguresPart figures={data.figures} />
            <RecipientsPart broadcastId={data.broadcast.id} />
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function About({ broadcast }: { broadcast: Broadcast }) {
  const { broadcasts: words } = useWords()
  const language = useLanguage()
  const { timeZone } = useSession().org
  const { inbox, template, startsAt, memberName, pausedReason, recipients } = broadcast
  const begins = timeIn(timeZone, startsAt, language)
  const by = memberName === null ? '' : `, ${words.by(memberName)}`
  return (
    <Stack gap={1}>
      <Text as="p" size="sm" tone="muted">
        {`${inbox.name}, ${template.name} (${template.language}), ${begins}${by}`}
      </Text>
      <Text as="p" size="sm" tone="muted">
        {words.recipients(recipients, recipients.toLocaleString(language))}
      </Text>
      {pausedReason && (
        <Text as="p" tone="wait">
          {words.pausedBecause(pausedReason)}
        </Text>
      )}
    </Stack>
  )
}

function Steering({ broadcast: { id, status } }: { broadcast: Broadcast }) {
  const { broadcasts: words, shortcuts } = useWords()
  const steer = useSteerBroadcast(id)
  const readOnly = useReadOnlyReason()
  const [isCancelling, setCancelling] = useState(false)
  if (status === 'done' || status === 'cancelled') return null
  const to = (next: 'running' | 'paused' | 'cancelled') => steer.mutate(next, { onError: sayRefused })
  return (
    <Inline>
      {status === 'paused' && (
        <Button variant="primary" disabledReason={readOnly} onClick={() => to('running')}>
          {words.resume}
        </Button>
      )}
      {(status === 'running' || status === 'gathering') && (
        <Button disabledReason={readOnly} onClick={() => to('paused')}>
          {words.pause}
        </Button>
      )}
      <Button disabledReason={readOnly} onClick={() => setCancelling(true)}>
        {words.cancel}
      </Button>
      {isCancelling && (
        <Confirm
          title={words.cancelTitle}
          body={words.cancelBody}
          action={words.cancel}
          cancel={words.keep}
          closeLabel={shortcuts.close}
          onConfirm={() => {
            to('cancelled')
            setCancelling(false)
          }}
          onClose={() => setCancelling(false)}
        />
      )}
    </Inline>
  )
}
