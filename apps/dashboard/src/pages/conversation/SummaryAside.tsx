import type { EventItem, Id, SummaryTurn } from '@hilo/protocol'
import { useHasModel } from '../../api/copilot.ts'
import { type FreshSummary, useFreshSummary } from '../../api/summary.ts'
import { useTimeline } from '../../api/timeline.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { momentTime } from '../../i18n/time.ts'
import { Aside } from '../../ui/Bubble.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { TextButton } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { Points } from '../../ui/Points.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { summaryText } from '../answer/summary-text.ts'
import { writtenOf } from './event-sentence.ts'

type Props = { conversationId: Id; event: EventItem; summary: readonly SummaryTurn[] }

/**
 * What a member has to know who goes on: in short, where a model has made it, over what was said. It says up
 * to when it is, and is made anew in the member's language when they ask.
 */
export function SummaryAside({ conversationId, event, summary }: Props) {
  const words = useWords()
  const { answers } = words
  const turns = summaryText(summary, words)
  const { fresh, isWriting, ask } = useFreshSummary({ conversationId, eventId: event.id })
  const written = writtenOf(event)
  const shown = textOf(fresh) ?? written?.text ?? null
  const lastSeq = useLastSeq(conversationId) ?? event.seq
  const hasModel = useHasModel()
  const language = useLanguage()
  // A turn or two are read sooner than what a model makes of them.
  const canAsk = hasModel && !isWriting && (shown !== null || lastSeq > event.seq)
  return (
    <Aside
      title={shown === null ? answers.summary : answers.writtenSummary}
      below={
        <Stack gap={1}>
          {shown !== null && <Disclosure summary={answers.turns}>{turns}</Disclosure>}
          <Inline isWrapping>
            <Standing conversationId={conversationId} event={event} fresh={fresh} />
            {isWriting && (
              <Text size="xs" tone="muted">
                {answers.summarising}
              </Text>
            )}
            {canAsk && (
              <Text size="xs">
                <TextButton
                  isInline
                  title={answers.summarisedHint}
                  onClick={() => void ask(language, lastSeq).catch(sayRefused)}
                >
                  {shown === null ? answers.summarise : answers.summariseAgain}
                </TextButton>
              </Text>
            )}
          </Inline>
        </Stack>
      }
    >
      {shown === null ? turns : <Points text={shown} />}
    </Aside>
  )
}

/** Up to when it is, how much was said since, and in whose language where that is not the member's. */
function Standing({ conversationId, event, fresh }: Pick<Props, 'conversationId' | 'event'> & Fresh) {
  const { answers, copilot } = useWords()
  const language = useLanguage()
  const now = useNow()
  const messages = useMessages(conversationId)
  const isFresh = textOf(fresh) !== null
  const [seq, at] =
    fresh && isFresh ? [fresh.seq, new Date(fresh.at).toISOString()] : [event.seq, event.createdAt]
  const since = messages.filter((message) => message.seq > seq).length
  const other = isFresh ? null : languageOf(writtenOf(event)?.language, language)
  const failed = fresh?.said.type === 'failed' ? copilot.faults[fresh.said.fault] : null
  const parts = [
    answers.upTo(momentTime(at, now, language)),
    ...(since > 0 ? [answers.since(since)] : []),
    ...(other ? [answers.writtenIn(other)] : []),
  ]
  return (
    <Text size="xs" tone="muted">
      {failed === null ? parts.join(', ') : `${answers.summariseFailed}: ${failed}`}
    </Text>
  )
}

type Fresh = { fresh: FreshSummary | null }

function textOf(fresh: FreshSummary | null): string | null {
  return fresh?.said.type === 'done' && fresh.said.text !== '' ? fresh.said.text : null
}

function useMessages(conversationId: Id) {
  const items = useTimeline(conversationId).data?.items ?? []
  return items.filter((item) => item.type === 'message')
}

function useLastSeq(conversationId: Id): number | undefined {
  return useMessages(conversationId).at(-1)?.seq
}

/** The name of a language that the member does not read the page in. */
function languageOf(written: string | null | undefined, own: string): string | null {
  if (!written || written === own) return null
  return new Intl.DisplayNames([own], { type: 'language' }).of(written) ?? written
}
