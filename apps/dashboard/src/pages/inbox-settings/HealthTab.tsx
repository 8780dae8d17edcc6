import type { Id, InboxHealth } from '@hilo/protocol'
import { useInboxHealth } from '../../api/health.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useReason } from '../../i18n/reason.ts'
import { exactDuration, fullTime, relativeTime } from '../../i18n/time.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { useNow } from '../../ui/now.ts'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { AlarmRow } from '../alarms/AlarmRow.tsx'

/** How an inbox stands with its platform. */
export function HealthTab({ inboxId }: { inboxId: Id }) {
  const { health: words } = useWords()
  const { data, error, isPending, refetch } = useInboxHealth(inboxId)
  if (isPending) return <LoadingRows label={words.tabs.health} />
  if (!data) {
    return <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
  }
  return (
    <>
      {data.alarms.length > 0 && (
        <Part title={words.alarms.title}>
          <Rows label={words.alarms.title}>
            {data.alarms.map((alarm) => (
              <AlarmRow key={alarm.id} alarm={alarm} />
            ))}
          </Rows>
        </Part>
      )}
      <FiguresPart health={data} />
      <FactsPart health={data} />
      <FailuresPart health={data} />
    </>
  )
}

type Props = { health: InboxHealth }

function FiguresPart({ health }: Props) {
  const { health: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { lag, backlog, sending, lastEventAt } = health
  const number = (count: number) => count.toLocaleString(language)
  const ago = (at: string) => relativeTime(at, now, time)
  const told = (ms: number | null) => (ms === null ? '–' : exactDuration(ms, time))
  const slow = (ms: number | null) => ms !== null && words.lagNote(exactDuration(ms, time))
  return (
    <Part
      title={words.figures}
      aside={
        lag.events > 0 && (
          <Text size="sm" tone="muted">
            {words.lagOf(number(lag.events))}
          </Text>
        )
      }
    >
      <Figures label={words.figures}>
        <Figure name={words.lastEvent} value={lastEventAt ? ago(lastEventAt) : words.never} />
        <Figure name={words.toStored} value={told(lag.toStored.p50)} note={slow(lag.toStored.p95)} />
        <Figure name={words.toProcessed} value={told(lag.toProcessed.p50)} note={slow(lag.toProcessed.p95)} />
        <Figure
          name={words.backlog}
          value={number(backlog.events)}
          note={backlog.oldestAt && words.oldest(ago(backlog.oldestAt))}
        />
      </Figures>
      <Inline isWrapping>
        {health.pausedAt && <Badge tone="wait">{words.paused}</Badge>}
        <SendingBadge sending={sending} />
        <TokenBadge health={health} />
        {sending.waiting > 0 && (
          <Text size="sm" tone="muted">
            {words.toSend(number(sending.waiting))}
            {sending.oldestAt && `, ${words.oldest(ago(sending.oldestAt))}`}
          </Text>
        )}
      </Inline>
    </Part>
  )
}

function SendingBadge({ sending: { heldSince, nextTryAt } }: Pick<InboxHealth, 'sending'>) {
  const { health: words, time } = useWords()
  const now = useNow()
  if (!heldSince) return <Badge tone="done">{words.sends}</Badge>
  const since = words.heldSince(relativeTime(heldSince, now, time))
  const next = nextTryAt && words.nextTry(relativeTime(nextTryAt, now, time))
  return <Badge tone="fail">{[since, next].filter(Boolean).join(', ')}</Badge>
}

function TokenBadge({ health: { tokenRefusedAt, tokenExpiresAt } }: Props) {
  const { health: words, time } = useWords()
  const now = useNow()
  if (tokenRefusedAt) return <Badge tone="fail">{`${words.token}: ${words.tokenRefused}`}</Badge>
  if (!tokenExpiresAt) return null
  return <Badge>{`${words.token}: ${words.tokenExpires(relativeTime(tokenExpiresAt, now, time))}`}</Badge>
}

const TONES: Record<string, Tone> = {
  ...{ green: 'done', ok: 'done', approved: 'done', unflagged: 'done', high: 'done' },
  ...{ yellow: 'wait', flagged: 'wait', ban_scheduled: 'fail', red: 'fail', rejected: 'fail' },
  ...{ restricted: 'fail', violation: 'fail', banned: 'fail', deleted: 'fail', lost: 'fail' },
}

function FactsPart({ health: { facts } }: Props) {
  const { health: words } = useWords()
  const language = useLanguage()
  // What a platform says tomorrow is shown as it says it.
  const told = (value: string) => words.factValues[value] ?? value.replaceAll('_', ' ')
  return (
    <Part title={words.facts}>
      {facts.length === 0 && <Text tone="muted">{words.factsNone}</Text>}
      {facts.length > 0 && (
        <Rows label={words.facts}>
          {facts.map(({ name, value, at, before }) => (
            <ItemRow
              key={name}
              end={
                <Text size="sm" tone="muted">
                  {fullTime(at, language)}
                </Text>
              }
            >
              <Inline isWrapping>
                <Text>{words.factNames[name] ?? name}</Text>
                <Badge tone={TONES[value] ?? 'plain'}>{told(value)}</Badge>
              </Inline>
              {before.length > 0 && (
                <Text size="sm" tone="muted">
                  {words.before(before.map((one) => told(one.value)).join(', '))}
                </Text>
              )}
            </ItemRow>
          ))}
        </Rows>
      )}
    </Part>
  )
}

function FailuresPart({ health: { failures } }: Props) {
  const told = useReason()
  const { health: words } = useWords()
  const language = useLanguage()
  return (
    <Part title={words.failures}>
      {failures.length === 0 && <Text tone="muted">{words.failuresNone}</Text>}
      {failures.length > 0 && (
        <Rows label={words.failures}>
          {failures.map(({ code, reason, reasonEs, count, lastAt }) => (
            <ItemRow
              key={code}
              end={
                <Text size="sm" tone="muted">
                  {fullTime(lastAt, language)}
                </Text>
              }
            >
              <Inline isWrapping>
                <Badge tone="fail">{words.times(count.toLocaleString(language))}</Badge>
                <Text size="sm" isMono>
                  {code}
                </Text>
              </Inline>
              <Text size="sm">{told(reason, reasonEs)}</Text>
            </ItemRow>
          ))}
        </Rows>
      )}
    </Part>
  )
}
