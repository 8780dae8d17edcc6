import type { Answer, Id } from '@hilo/protocol'
import { useAnswer } from '../../api/answers.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { Section } from '../../ui/Pane.tsx'
import { SkeletonThread } from '../../ui/Skeleton.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { MakeCaseButton } from '../ai-tests/MakeCaseButton.tsx'
import { CandidatesSection } from './CandidatesSection.tsx'
import { ChecksSection } from './ChecksSection.tsx'
import { CostSection } from './CostSection.tsx'
import { DetailsSection } from './DetailsSection.tsx'
import { NearestLine } from './NearestLine.tsx'
import { type OpenPart, openPartsOf } from './parts.ts'
import { QuestionSection } from './QuestionSection.tsx'
import { RatingSection } from './RatingSection.tsx'
import { reasonOf } from './reason.ts'
import { summaryText } from './summary-text.ts'
import { WriteArticleLink } from './WriteArticleLink.tsx'

type Props = { place: { conversationId: Id; messageId: Id }; version: number; onClose: () => void }

/** Why a message of AI says what it says: what was found, what was checked, what it cost. */
export function WhyDrawer({ place, version, onClose }: Props) {
  const { answers: words } = useWords()
  const { data: answer, error, refetch } = useAnswer(place, version)
  return (
    <Drawer title={words.whyTitle} closeLabel={words.close} onClose={onClose}>
      {answer && (
        <>
          <DoneSection answer={answer} />
          <LeftSection answer={answer} />
          <RatingSection key={answer.messageId} answer={answer} version={version} />
          <QuestionSection trace={answer.trace} />
          <CandidatesSection answer={answer} />
          <ChecksSection answer={answer} />
          <CostSection answer={answer} />
          <DetailsSection answer={answer} />
          <CaseSection place={place} />
        </>
      )}
      {error && !answer && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {!answer && !error && <SkeletonThread label={words.whyTitle} />}
    </Drawer>
  )
}

/** What went wrong once is tried again after every change. */
function CaseSection({ place: { conversationId, messageId } }: Pick<Props, 'place'>) {
  const { tests: words } = useWords()
  return (
    <Section title={words.title}>
      <Stack gap={2}>
        <Text as="p" size="sm" tone="muted">
          {words.makeCaseHint}
        </Text>
        <Inline>
          <MakeCaseButton from={{ conversation: conversationId, message: messageId }} />
        </Inline>
      </Stack>
    </Section>
  )
}

/** What was not answered: what came closest, and the way to an article that does. */
function OpenSection({ open, isNamed }: { open: OpenPart; isNamed: boolean }) {
  const { answers: words } = useWords()
  return (
    <Stack gap={2}>
      {isNamed && (
        <Text as="p" isBroken>
          {words.openQuestion.title(open.question)}
        </Text>
      )}
      <Text as="p" size="sm" tone="muted" isBroken>
        <NearestLine open={open} />
      </Text>
      <Inline>
        <WriteArticleLink open={open} />
      </Inline>
    </Stack>
  )
}

/** What stands beside an answer is no part of it. */
function LeftSection({ answer }: { answer: Answer }) {
  const { answers: words } = useWords()
  const open = answer.action === 'answer' ? openPartsOf(answer) : []
  if (open.length === 0) return null
  return (
    <Section title={words.openQuestion.strip}>
      <Stack gap={3}>
        {open.map((one) => (
          <OpenSection key={one.question} open={one} isNamed />
        ))}
      </Stack>
    </Section>
  )
}

/** What was done, how, and for which reason. */
function DoneSection({ answer }: { answer: Answer }) {
  const all = useWords()
  const { answers: words } = all
  const language = useLanguage()
  const { action, reason, summary, trace, confirmedAt, createdAt } = answer
  return (
    <Section
      title={words.did(words.actions[action], action === 'answer' ? words.modes[trace.mode] : '').trim()}
      aside={
        <Text size="xs" tone="faint">
          {fullTime(createdAt, language)}
        </Text>
      }
    >
      <Stack gap={2}>
        {reason && action !== 'answer' && (
          <Text as="p">{words.because(reasonOf(reason, all, trace.topics))}</Text>
        )}
        {action !== 'answer' &&
          openPartsOf(answer).map((open) => (
            <OpenSection key={open.question} open={open} isNamed={trace.parts !== undefined} />
          ))}
        {confirmedAt && (
          <Text as="p" tone="done">
            {words.confirmed(fullTime(confirmedAt, language))}
          </Text>
        )}
        {trace.fault && (
          <Text as="p" size="sm" tone="wait">
            {language === 'en' ? trace.fault.reason : words.faults[trace.fault.fault]}
          </Text>
        )}
        {summary &&
          summaryText(summary, all)
            .split('\n')
            .map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, which does not change
              <Text key={at} as="p" size="sm" tone="muted" isBroken>
                {line}
              </Text>
            ))}
      </Stack>
    </Section>
  )
}
