import type { ContractReturns, Id } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import type { endpoints } from '../../api/endpoints.ts'
import { useAlarms } from '../../api/health.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useInboxes, useSetBursts } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { BUTTON_LINK, TEXT_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { ChannelIcon } from '../conversation/ChannelIcon.tsx'
import { StateBadge } from '../inbox-settings/StateBadge.tsx'
import { ListPage } from '../list/ListPage.tsx'

type Inbox = ContractReturns<typeof endpoints.listInboxes>['inboxes'][number]

/** The inboxes of the org: who answers in each, and how it listens. */
export function InboxesPage() {
  const { inboxes: words } = useWords()
  const list = useInboxes()
  return (
    <ListPage
      words={words}
      list={list}
      action={<ConnectLink />}
      row={(inbox) => <InboxRow key={inbox.id} inbox={inbox} />}
    />
  )
}

function ConnectLink() {
  const { connect } = useWords()
  if (useReadOnlyReason()) return null
  return (
    <Link to="/settings/inboxes/connect" search={{}} className={BUTTON_LINK}>
      {connect.title}
    </Link>
  )
}

function InboxRow({ inbox }: { inbox: Inbox }) {
  const { inboxes: words, health, connect } = useWords()
  const unhandled = inbox.unhandled.reduce((sum, { count }) => sum + count, 0)
  return (
    <ItemRow
      end={
        <Link
          to="/settings/inboxes/$inboxId"
          params={{ inboxId: inbox.id }}
          search={{ tab: 'settings' }}
          aria-label={`${connect.settings}: ${inbox.name}`}
          className={BUTTON_LINK}
        >
          {connect.settings}
        </Link>
      }
      below={inbox.backend && inbox.state !== 'disconnected' && <BurstsLine inbox={inbox} />}
    >
      <Inline isWrapping>
        <ChannelIcon channel={inbox.channel} />
        <Link
          to="/settings/inboxes/$inboxId"
          params={{ inboxId: inbox.id }}
          search={{ tab: 'health' }}
          title={health.open(inbox.name)}
          className={TEXT_LINK}
        >
          {inbox.name}
        </Link>
        <AlarmBadge inboxId={inbox.id} />
        {inbox.state !== 'connected' && <StateBadge state={inbox.state} />}
        {unhandled > 0 && (
          <Badge tone="wait" title={inbox.unhandled.map(({ type, count }) => `${type}: ${count}`).join('\n')}>
            {words.unhandled(unhandled)}
          </Badge>
        )}
      </Inline>
      <Text size="sm" tone="muted">
        {inbox.backend ? `${words.answersWith} ` : inbox.answersBy === 'ai' ? words.ai : words.people}
        {inbox.backend && (
          <Link
            to="/backends/$name"
            params={{ name: inbox.backend.name }}
            search={{ tab: 'versions' }}
            className={TEXT_LINK}
          >
            {inbox.backend.name}
          </Link>
        )}
      </Text>
      {inbox.history && <HistoryLine history={inbox.history} />}
    </ItemRow>
  )
}

/** How much of what was said before is here. */
function HistoryLine({
  history: { messages, progress, failure },
}: {
  history: NonNullable<Inbox['history']>
}) {
  const { history: words } = useWords()
  return (
    <Text size="sm" tone={failure === null ? 'muted' : 'wait'}>
      {failure !== null && messages === 0 ? words.refused(failure) : words.imported(messages, progress)}
    </Text>
  )
}

function AlarmBadge({ inboxId }: { inboxId: Id }) {
  const { alarms: words } = useWords().health
  const open =
    useAlarms().data?.filter((alarm) => alarm.endedAt === null && alarm.inbox?.id === inboxId) ?? []
  if (open.length === 0) return null
  return (
    <Badge tone="fail" title={open.map(({ kind }) => words.kinds[kind].title).join('\n')}>
      {words.isOpen(open.length)}
    </Badge>
  )
}

function BurstsLine({ inbox }: { inbox: Inbox }) {
  const { inboxes: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const change = useSetBursts(inbox.id)
  const isOn = change.isPending ? change.variables : inbox.bursts
  return (
    <Inline>
      <Switch
        label={words.burstsOf(inbox.name)}
        isOn={isOn}
        disabledReason={readOnly ?? (change.isPending && backends.saving)}
        onChange={(bursts) => change.mutate(bursts, { onError: sayRefused })}
      />
      <Stack gap={0}>
        <Text size="sm">{words.bursts}</Text>
        <Text size="sm" tone="muted">
          {words.burstsBody}
        </Text>
      </Stack>
    </Inline>
  )
}
