import type { ListedToolCall, ToolCallStatus } from '@hilo/protocol'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useAiTools, useAllToolCalls, useBackendTools } from '../../api/ai-tools.ts'
import type { ToolCallFilter } from '../../api/keys.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration, fullTime, relativeTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { Column, ItemRow, Rows } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Select } from '../../ui/Select.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { namelessOf } from '../conversation/name.ts'
import { MoreButton } from '../knowledge/MoreButton.tsx'
import { TOOL_CALL_STATUSES } from './statuses.ts'

/** What tools did, and for whom: the last calls of all conversations. */
export function ToolCallsPage() {
  const { toolCalls: words, tools } = useWords()
  const filter = useSearch({ from: '/app/settings/ai/tool-calls' })
  const list = useAllToolCalls(filter)
  const { data, error, isPending, refetch } = list
  const calls = data?.pages.flatMap((page) => page.calls)
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader>
        <Inline>
          <Link to="/settings/ai/tools" className={BACK_LINK}>
            <BackMark label={tools.back} />
          </Link>
          <Text as="h1" isStrong>
            {words.title}
          </Text>
        </Inline>
      </PaneHeader>
      <PaneBody>
        <Column>
          <CallFilters filter={filter} />
          <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
          {calls?.length === 0 && <EmptyState title={words.noCalls} body={words.noCallsBody} />}
          {calls && calls.length > 0 && (
            <Rows label={words.title}>
              {calls.map((call) => (
                <CallRow key={call.id} call={call} />
              ))}
            </Rows>
          )}
          <MoreButton list={list} />
        </Column>
      </PaneBody>
    </Pane>
  )
}

const ANY = 'any' as const

function CallFilters({ filter }: { filter: ToolCallFilter }) {
  const { toolCalls: words } = useWords()
  const navigate = useNavigate()
  const [requests, code] = [useAiTools().data ?? [], useBackendTools().data ?? []]
  const names = [...new Set([...requests, ...code].map(({ name }) => name).concat(filter.tool ?? []))].sort()
  const change = (fields: { [Key in keyof ToolCallFilter]: ToolCallFilter[Key] | undefined }) =>
    void navigate({
      to: '/settings/ai/tool-calls',
      search: { ...filter, ...fields } as ToolCallFilter,
      replace: true,
    })
  return (
    <FilterBar label={words.title}>
      <Select
        label={words.tool}
        value={filter.tool ?? ''}
        options={[
          { value: '', label: words.anyTool },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(tool) => change({ tool: tool || undefined })}
      />
      <Select
        label={words.status}
        value={filter.status ?? ANY}
        options={[
          { value: ANY, label: words.anyStatus },
          ...TOOL_CALL_STATUSES.map((value) => ({ value, label: words.statuses[value] })),
        ]}
        onChange={(status) => change({ status: status === ANY ? undefined : status })}
      />
      {filter.conversation && (
        <Button onClick={() => change({ conversation: undefined })}>{words.allConversations}</Button>
      )}
    </FilterBar>
  )
}

const TONES: Record<ToolCallStatus, 'done' | 'fail' | 'wait' | 'plain'> = {
  ...{ done: 'done', failed: 'fail', lost: 'fail', waiting: 'wait', asked: 'wait', running: 'wait' },
  ...{ refused: 'plain', expired: 'plain', dropped: 'plain' },
}

function CallRow({ call }: { call: ListedToolCall }) {
  const all = useWords()
  const { toolCalls: words, time } = all
  const language = useLanguage()
  const now = useNow()
  const { title, tool, status, fault, contact, inbox, ms, createdAt, conversationId } = call
  return (
    <ItemRow
      end={<Text tone="muted">{ms === null ? '' : exactDuration(ms, time)}</Text>}
      below={
        <Disclosure summary={words.details}>
          <CallFacts call={call} />
        </Disclosure>
      }
    >
      <Inline isWrapping>
        <Text isStrong isBroken>
          {title}
        </Text>
        <Text size="sm" tone="muted" isMono>
          {tool}
        </Text>
        <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
        {fault && (
          <Text size="sm" tone="fail">
            {words.faults[fault]}
          </Text>
        )}
        {call.untold && <Badge tone="wait">{words.untoldBadge}</Badge>}
      </Inline>
      <Text size="sm" tone="muted" title={fullTime(createdAt, language)}>
        {`${relativeTime(createdAt, now, time)} · ${inbox.name} · `}
        <Link to="/inbox/$conversationId" params={{ conversationId }} className={TEXT_LINK}>
          {contact.name ?? namelessOf(call, all)}
        </Link>
      </Text>
    </ItemRow>
  )
}

function CallFacts({ call }: { call: ListedToolCall }) {
  const { toolCalls: words, backends } = useWords()
  const { isConfirmed, decidedBy, httpStatus, input, result, untold } = call
  const member =
    decidedBy && (decidedBy.kind === 'api_key' ? backends.withKey(decidedBy.name) : decidedBy.name)
  const agreed = [isConfirmed && words.contact, member].filter(Boolean).join(', ')
  return (
    <Facts
      facts={[
        [words.agreed, agreed || words.nobody],
        ...input.map(({ label, value }) => [label, value] as const),
        [words.httpStatus, httpStatus],
        [words.result, result],
        [words.untoldFact, untold?.text],
      ]}
    />
  )
}
