import type { Gap } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useDismissGap, useGaps, useSuggestions } from '../../api/gaps.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { BUTTON_LINK, LONE_LINK } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { Column, ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { MakeCaseButton } from '../ai-tests/MakeCaseButton.tsx'
import { AddToArticle } from './AddToArticle.tsx'
import { KnowledgePane } from './KnowledgePane.tsx'
import { SuggestionsPart } from './SuggestionsPart.tsx'

/** What contacts asked and nothing was found for, and what members answered instead. */
export function GapsPage() {
  const { knowledge: words } = useWords()
  const { data, error, isPending, refetch } = useGaps()
  return (
    <KnowledgePane tab="gaps">
      <PaneBody>
        <Column>
          <SuggestionsPart />
          <Part title={words.gaps} intro={words.gapsIntro}>
            {isPending && <SkeletonItems count={3} label={words.gaps} />}
            {error && !data && (
              <ErrorState
                title={words.gapsError}
                reason={explainError(error)}
                onRetry={() => void refetch()}
              />
            )}
            {data?.gaps.length === 0 && <EmptyState title={words.noGaps} body={words.noGapsBody} />}
            {data && data.gaps.length > 0 && (
              <Rows label={words.gaps}>
                {data.gaps.map((gap) => (
                  <GapRow key={`${gap.asked.at(-1)?.answerId} ${gap.question}`} gap={gap} />
                ))}
              </Rows>
            )}
            {data && data.more > 0 && (
              <Text size="sm" tone="muted">
                {words.gapsMore(data.more)}
              </Text>
            )}
          </Part>
        </Column>
      </PaneBody>
    </KnowledgePane>
  )
}

function GapRow({ gap }: { gap: Gap }) {
  const { knowledge: words, time } = useWords()
  const reader = useLanguage()
  const now = useNow()
  const { question, others, language, count, lastAskedAt, conversationId } = gap
  return (
    <ItemRow end={<GapActions gap={gap} />}>
      <Inline isWrapping>
        <Text isStrong isBroken>
          {question}
        </Text>
        <Badge title={languageName(language)}>{language}</Badge>
        {gap.now === 'answered' && (
          <Badge tone="done" title={words.answeredNowHint}>
            {words.answeredNow}
          </Badge>
        )}
        {gap.now === 'found' && (
          <Badge tone="wait" title={words.foundNowHint}>
            {words.foundNow}
          </Badge>
        )}
      </Inline>
      {others.length > 0 && (
        <Text as="p" size="sm" tone="muted" isBroken>
          {words.alsoAsked(others.slice(0, 3))}
        </Text>
      )}
      <Inline isWrapping>
        <Text size="sm" tone="muted" title={fullTime(lastAskedAt, reader)}>
          {words.askedTimes(count, relativeTime(lastAskedAt, now, time))}
        </Text>
        <Link to="/inbox/$conversationId" params={{ conversationId }} className={LONE_LINK}>
          {words.openConversation}
        </Link>
      </Inline>
    </ItemRow>
  )
}

function GapActions({ gap: { question, language, others, asked, now } }: { gap: Gap }) {
  const { knowledge: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const dismiss = useDismissGap()
  const { data: suggestions = [] } = useSuggestions()
  const answer = suggestions.find(({ id }) => asked.some(({ answerId }) => answerId === id))?.answer ?? null
  return (
    <>
      {now !== 'missing' ? (
        <Link to="/knowledge/test" search={{ question, language }} className={BUTTON_LINK}>
          {words.seeAnswer}
        </Link>
      ) : (
        <Link
          to="/knowledge/articles/$articleId"
          params={{ articleId: 'new' }}
          search={{ title: question, language, others, kind: 'faq' }}
          className={BUTTON_LINK}
        >
          {words.writeFromThis}
        </Link>
      )}
      {now === 'missing' && (
        <AddToArticle addition={{ questions: [question, ...others], answer }} language={language} />
      )}
      <MakeCaseButton from={{ question, language }} />
      <Button
        hint={words.dismissHint}
        disabledReason={readOnly ?? (dismiss.isPending && backends.saving)}
        onClick={() => dismiss.mutate(asked, { onError: sayRefused })}
      >
        {words.dismiss}
      </Button>
    </>
  )
}
