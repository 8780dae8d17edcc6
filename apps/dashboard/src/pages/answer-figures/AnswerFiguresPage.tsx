import type { AnswerFigures } from '@hilo/protocol'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useAnswerFigures } from '../../api/answers.ts'
import type { AnswerFilter } from '../../api/keys.ts'
import { useInboxes } from '../../api/session.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { shortDay } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column, ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { HeaderRow, Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { AiTabs } from '../ai/AiTabs.tsx'
import { ConversationsPart } from './ConversationsPart.tsx'
import { CountsTable } from './CountsTable.tsx'
import { DAYS } from './search.ts'
import { TotalPart } from './TotalPart.tsx'

/** What became of AI's replies: what contacts confirmed apart from what they left unanswered. */
export function AnswerFiguresPage() {
  const { figures: words } = useWords().answers
  const filter = useSearch({ from: '/app/answers' })
  const { data, error, isPending, refetch } = useAnswerFigures(filter)
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader tabs={<AiTabs value="figures" />}>
        <HeaderRow>
          <Text as="h1" isStrong>
            {words.title}
          </Text>
        </HeaderRow>
      </PaneHeader>
      <Filters filter={filter} />
      <PaneBody>
        <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
        {data && <Content figures={data} isOfOne={filter.inboxId !== undefined} />}
      </PaneBody>
    </Pane>
  )
}

function Filters({ filter }: { filter: AnswerFilter }) {
  const { figures: words } = useWords().answers
  const navigate = useNavigate({ from: '/answers' })
  const inboxes = useInboxes().data ?? []
  const show = (search: AnswerFilter) => void navigate({ search, replace: true })
  return (
    <FilterBar label={words.of}>
      <Select
        label={words.inbox}
        value={filter.inboxId ?? ''}
        options={[
          { value: '', label: words.allInboxes },
          ...inboxes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(inboxId) => show({ days: filter.days, ...(inboxId && { inboxId }) })}
      />
      <Select<string>
        label={words.of}
        value={String(filter.days)}
        options={DAYS.map((count) => ({ value: String(count), label: words.days(count) }))}
        onChange={(value) => show({ ...filter, days: DAYS.find((count) => String(count) === value) ?? 30 })}
      />
    </FilterBar>
  )
}

function Content({ figures, isOfOne }: { figures: AnswerFigures; isOfOne: boolean }) {
  const { answers } = useWords()
  const language = useLanguage()
  const { figures: words } = answers
  const { total, conversations, reasons, inboxes, days } = figures
  if (total.replies === 0 && total.microUsd === 0 && total.unknownCalls === 0)
    return <EmptyState title={words.none} body={words.noneBody} />
  return (
    <Column>
      <TotalPart total={total} />
      {conversations.count > 0 && <ConversationsPart counts={conversations} />}
      {reasons.length > 0 && (
        <Part title={words.reasons}>
          <Rows label={words.reasons}>
            {reasons.map(({ reason, count }) => (
              <ItemRow key={reason} end={<Text>{count}</Text>}>
                <Text>{sentence(answers.reasons[reason])}</Text>
              </ItemRow>
            ))}
          </Rows>
        </Part>
      )}
      {!isOfOne && (
        <Part title={words.byInbox}>
          <CountsTable
            label={words.byInbox}
            first={words.inbox}
            rows={inboxes.map(({ name, counts }) => ({ name, counts }))}
          />
        </Part>
      )}
      <Part title={words.byDay}>
        <CountsTable
          label={words.byDay}
          first={words.day}
          rows={days.map(({ day, counts }) => ({ name: shortDay(`${day}T12:00`, language), counts }))}
        />
      </Part>
    </Column>
  )
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
