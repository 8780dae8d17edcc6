import type { Alarm } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { CheckCheck, Hourglass } from 'lucide-react'
import { useAlarms, useAllHealth, useReadAlarms } from '../../api/health.ts'
import { useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { Column, Part, Rows } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { AlarmRow } from './AlarmRow.tsx'

/** What is wrong with the inboxes of the org and with AI's answers now, and what was in the last week. */
export function AlarmsPage() {
  const { alarms: words } = useWords().health
  const { data, error, isPending, refetch } = useAlarms()
  const open = data?.filter(({ endedAt }) => endedAt === null) ?? []
  const over = data?.filter(({ endedAt }) => endedAt !== null) ?? []
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader>
        <Text as="h1" isStrong>
          {words.title}
        </Text>
        <MarkRead alarms={open} />
      </PaneHeader>
      <BehindBanner />
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data?.length === 0 && <EmptyState title={words.none} body={words.noneBody} />}
      {data && data.length > 0 && (
        <PaneBody>
          <Column>
            {open.length > 0 && <AlarmPart title={words.now} alarms={open} />}
            {over.length > 0 && <AlarmPart title={words.over} alarms={over} />}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function MarkRead({ alarms }: { alarms: readonly Alarm[] }) {
  const { alarms: words } = useWords().health
  const read = useReadAlarms()
  const unread = alarms.filter(({ isRead }) => !isRead).map(({ id }) => id)
  if (unread.length === 0) return null
  return (
    <Button icon={CheckCheck} onClick={() => read.mutate(unread, { onError: sayRefused })}>
      {words.markRead}
    </Button>
  )
}

const BEHIND_MS = 60_000

/** Of the whole server: what is late for one is late for all. */
function BehindBanner() {
  const { health: words, time } = useWords()
  const now = useNow()
  const at = useAllHealth().data?.oldestWaitingAt
  if (!at || now - Date.parse(at) < BEHIND_MS) return null
  return <Banner icon={Hourglass}>{words.behind(relativeTime(at, now, time))}</Banner>
}

function AlarmPart({ title, alarms }: { title: string; alarms: readonly Alarm[] }) {
  return (
    <Part title={title}>
      <Rows label={title}>
        {alarms.map((alarm) => (
          <AlarmRow key={alarm.id} alarm={alarm} end={<AlarmLink alarm={alarm} />} />
        ))}
      </Rows>
    </Part>
  )
}

/** To where more is said of it. */
function AlarmLink({ alarm: { inbox, tests } }: { alarm: Alarm }) {
  const { alarms: words } = useWords().health
  if (tests) {
    return (
      <Link
        to="/settings/ai/evaluations/$evaluationId"
        params={{ evaluationId: tests.evaluationId }}
        className={BUTTON_LINK}
      >
        {words.show}
      </Link>
    )
  }
  if (!inbox) return null
  return (
    <Link
      to="/settings/inboxes/$inboxId"
      params={{ inboxId: inbox.id }}
      search={{ tab: 'health' }}
      className={BUTTON_LINK}
    >
      {words.show}
    </Link>
  )
}
