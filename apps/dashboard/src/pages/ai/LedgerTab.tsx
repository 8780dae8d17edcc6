import type { AiCall, AiProvider } from '@hilo/protocol'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { AI_PURPOSES, useAiCalls } from '../../api/ai.ts'
import type { CallFilter } from '../../api/keys.ts'
import { explainError } from '../../i18n/explain.ts'
import { type Language, useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration, fullTime, relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { MoreButton } from '../knowledge/MoreButton.tsx'
import { dollars } from './money.ts'

/** Every request to a provider, newest first, with what it cost. */
export function LedgerTab() {
  const { ai: words } = useWords()
  const { tab: _, ...filter } = useSearch({ from: '/app/settings/ai' })
  const list = useAiCalls(filter)
  const { data, error, isPending, refetch } = list
  const calls = data?.pages.flatMap((page) => page.calls)
  return (
    <Part title={words.tabs.ledger}>
      {isPending && <SkeletonItems count={4} label={words.tabs.ledger} />}
      {error && !data && (
        <ErrorState title={words.ledgerError} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {calls?.length === 0 && <EmptyState title={words.noCalls} body={words.noCallsBody} />}
      {calls && calls.length > 0 && (
        <Rows label={words.tabs.ledger}>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </Rows>
      )}
      <MoreButton list={list} />
    </Part>
  )
}

const ANY = 'any' as const

/** What narrows it. */
export function LedgerFilters({ providers }: { providers: readonly AiProvider[] }) {
  const { tab: _, ...filter } = useSearch({ from: '/app/settings/ai' })
  const { ai: words, log } = useWords()
  const navigate = useNavigate()
  const change = (fields: { [Key in keyof CallFilter]: CallFilter[Key] | undefined }) => {
    const search = { tab: 'ledger' as const, ...filter, ...fields } as CallFilter & { tab: 'ledger' }
    void navigate({ to: '/settings/ai', search, replace: true })
  }
  return (
    <FilterBar label={words.tabs.ledger}>
      <Select
        label={words.provider}
        value={filter.provider ?? ''}
        options={[
          { value: '', label: words.anyProvider },
          ...providers.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(provider) => change({ provider: provider || undefined })}
      />
      <Select
        label={words.purpose}
        value={filter.purpose ?? ANY}
        options={[
          { value: ANY, label: words.anyPurpose },
          ...AI_PURPOSES.map((value) => ({ value, label: words.purposes[value] })),
        ]}
        onChange={(purpose) => change({ purpose: purpose === ANY ? undefined : purpose })}
      />
      <Select
        label={words.status}
        value={filter.status ?? ANY}
        options={[
          { value: ANY, label: words.anyCall },
          ...(['done', 'failed', 'open'] as const).map((value) => ({ value, label: words.statuses[value] })),
        ]}
        onChange={(status) => change({ status: status === ANY ? undefined : status })}
      />
      <Select
        label={log.timeFilter}
        value={filter.range ?? ANY}
        options={[
          { value: ANY, label: log.anyTime },
          { value: 'hour' as const, label: log.lastHour },
          { value: 'day' as const, label: log.lastDay },
          { value: 'week' as const, label: log.lastWeek },
        ]}
        onChange={(range) => change({ range: range === ANY ? undefined : range })}
      />
    </FilterBar>
  )
}

const TONES = { done: 'done', failed: 'fail', open: 'wait', lost: 'fail' } as const

function CallRow({ call }: { call: AiCall }) {
  const { ai: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { provider, model, purpose, status, fault, inputTokens, outputTokens, latencyMs, createdAt } = call
  const tokens = words.inOut(inputTokens.toLocaleString(language), outputTokens.toLocaleString(language))
  const took = latencyMs === null ? '' : exactDuration(latencyMs, time)
  return (
    <ItemRow
      end={<Text>{moneyOf(call, language, words.costUnknown)}</Text>}
      below={
        <Disclosure summary={words.details}>
          <CallFacts call={call} />
        </Disclosure>
      }
    >
      <Inline isWrapping>
        <Text isStrong isBroken>
          {words.purposes[purpose]}
        </Text>
        <Badge tone={TONES[status]} title={fault ? words.faults[fault] : undefined}>
          {fault ? words.faultNames[fault] : words.statuses[status]}
        </Badge>
      </Inline>
      <Text size="sm" tone="muted" isBroken>
        {[provider, model, tokens, took].filter((part) => part !== '').join(', ')}
      </Text>
      <Text size="sm" tone="muted" title={fullTime(createdAt, language)}>
        {relativeTime(createdAt, now, time)}
      </Text>
    </ItemRow>
  )
}

function CallFacts({ call }: { call: AiCall }) {
  const { ai: words, time } = useWords()
  const language = useLanguage()
  const { conversationId, audioSeconds, firstTokenMs, requestId, cachedTokens, reasoningTokens } = call
  return (
    <Facts
      facts={[
        [words.countedBy, words.sources[call.usageSource]],
        [words.cached, cachedTokens > 0 ? cachedTokens.toLocaleString(language) : null],
        [words.reasoning, reasoningTokens > 0 ? reasoningTokens.toLocaleString(language) : null],
        [words.soundLength, audioSeconds === null ? null : exactDuration(audioSeconds * 1_000, time)],
        [words.firstWord, firstTokenMs === null ? null : exactDuration(firstTokenMs, time)],
        [words.prices, call.priceVersion],
        [words.requestId, requestId],
        [
          words.conversation,
          conversationId && (
            <Link to="/inbox/$conversationId" params={{ conversationId }} className={TEXT_LINK}>
              {words.openConversation}
            </Link>
          ),
        ],
      ]}
    />
  )
}

/** What nobody knows is never nothing. */
function moneyOf({ microUsd }: AiCall, language: Language, unknown: string): string {
  return microUsd === null ? unknown : dollars(microUsd, language)
}
