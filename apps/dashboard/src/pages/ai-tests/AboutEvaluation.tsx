import type { api, CaseResult, ContractReturns, Evaluation, KnowledgeSince, SetupPart } from '@hilo/protocol'
import { Link, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { BUTTON_LINK, LONE_LINK, TextButton } from '../../ui/LinkBox.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { dollars } from '../ai/money.ts'
import { ArticleDialog } from '../answer/ArticleDialog.tsx'

type Props = ContractReturns<typeof api.getEvaluation>

/** What an evaluation was played on, what it came to, and what is not as it was in the one before. */
export function AboutEvaluation({ evaluation, before, knowledge, setup, results }: Props) {
  const { tests: words } = useWords()
  const language = useLanguage()
  const { spent, createdAt, stoppedReason, orgVersion, draft } = evaluation
  const { steps, tokens, microUsd, unknown } = spent
  const cost = unknown > 0 ? words.costUnknown : dollars(microUsd, language)
  const countOf = evaluation.articles.length > 0 ? words.articlesAndTried : words.articles
  const playedOn = [
    ...(knowledge.articles === null ? [] : [countOf(knowledge.articles)]),
    words.instructions(orgVersion),
    ...(draft === null ? [] : [words.ofDraft]),
  ]
  return (
    <Stack gap={1}>
      <Text as="p" size="sm" tone="muted" isBroken title={words.knowledgeMark(evaluation.knowledge)}>
        {words.asOf(fullTime(createdAt, language), playedOn.join(', '))}
      </Text>
      <Text as="p" size="sm" tone="muted">
        {`${words.spent(steps, tokens.toLocaleString(language))}, ${cost}.`}
      </Text>
      <PassAllLine evaluation={evaluation} results={results} />
      <TriedLines evaluation={evaluation} />
      {before ? (
        <Since {...{ before, evaluation, knowledge }} parts={setup.before ?? []} />
      ) : (
        <Text as="p" size="sm" tone="muted">
          {words.notCompared}
        </Text>
      )}
      {setup.now?.map((part) => (
        <Text key={part} as="p" size="sm" tone="wait">
          {words.setupNow[part]}
        </Text>
      ))}
      {evaluation.notPlayed > 0 && (
        <Text as="p" tone="wait">
          {words.goal.notPlayedCount(evaluation.notPlayed)}
        </Text>
      )}
      {stoppedReason && (
        <Text as="p" tone="wait">
          {words.stoppedBecause(stoppedReason)}
        </Text>
      )}
    </Stack>
  )
}

function PassAllLine({ evaluation, results }: { evaluation: Evaluation; results: readonly CaseResult[] }) {
  const { tests: words } = useWords()
  const { plays, passed } = evaluation
  if (plays === 1 || passed === null) return null
  const good = results.reduce((sum, one) => sum + one.passed, 0)
  return (
    <Text as="p" size="sm" tone="muted">
      {words.passAll({ ...evaluation, passed, good })}
    </Text>
  )
}

/** What was tried as if it were published. */
function TriedLines({
  evaluation: { id: tried, articles, moreArticles, source },
}: {
  evaluation: Evaluation
}) {
  const { gates } = useWords()
  if (articles.length === 0) return null
  if (source) return <TriedSource source={source} count={articles.length + moreArticles} />
  const [only, ...others] = articles
  return (
    <Inline isWrapping gap={2}>
      {others.length > 0 && <Text size="sm">{`${gates.ofArticles(articles.length)}:`}</Text>}
      {articles.map(({ id, title, version }) => (
        <Link key={id} to="/knowledge/articles/$articleId" params={{ articleId: id }} className={LONE_LINK}>
          {only && others.length === 0 ? gates.ofArticle(title, version) : title}
        </Link>
      ))}
      <Link to="/knowledge/together" search={{ tried }} className={BUTTON_LINK}>
        <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
        {gates.toDrafts}
      </Link>
    </Inline>
  )
}

type TriedSourceProps = { source: NonNullable<Evaluation['source']>; count: number }

/** Of a thousand drafts nobody reads the titles: whose they are is said, with the way there. */
function TriedSource({ source: { id, name }, count }: TriedSourceProps) {
  const { gates } = useWords()
  const language = useLanguage()
  return (
    <Inline isWrapping gap={2}>
      <Text size="sm" isBroken>
        {gates.ofSource(gates.quoted(name), count, count.toLocaleString(language))}
      </Text>
      <Link to="/knowledge/sources/$sourceId" params={{ sourceId: id }} className={BUTTON_LINK}>
        <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
        {gates.together.toSource}
      </Link>
    </Inline>
  )
}

type SinceProps = {
  before: Evaluation
  evaluation: Evaluation
  knowledge: KnowledgeSince
  /** What of the setup is not as it was. */
  parts: readonly SetupPart[]
}

/** Of what that failed since may come: articles, instructions, or the setup. Articles open as they were. */
function Since({ before, evaluation, knowledge: { changes, more }, parts }: SinceProps) {
  const { tests: words } = useWords()
  const language = useLanguage()
  const search = useSearch({ from: '/app/settings/ai/evaluations/$evaluationId' })
  const isOther = before.orgVersion !== evaluation.orgVersion
  return (
    <Inline isWrapping gap={2} align="baseline">
      <Link
        to="/settings/ai/evaluations/$evaluationId"
        params={{ evaluationId: before.id }}
        search={search}
        className={LONE_LINK}
      >
        {words.comparedWith(fullTime(before.createdAt, language))}
      </Link>
      {isOther && (
        <Text size="sm" tone="muted">
          {words.instructionsBefore(before.orgVersion)}
        </Text>
      )}
      {changes?.length === 0 && more === 0 && (
        <Text size="sm" tone="muted">
          {evaluation.articles.length > 0 ? words.sameBesideTried : words.sameArticles}
        </Text>
      )}
      {changes?.map((one) => (
        <ChangedArticle key={one.articleId} changed={one} />
      ))}
      {more > 0 && (
        <Text size="sm" tone="muted">
          {words.moreChanges(more)}
        </Text>
      )}
      {parts.map((part) => (
        <Text key={part} size="sm" tone="muted">
          {words.setupBefore[part]}
        </Text>
      ))}
    </Inline>
  )
}

function ChangedArticle({ changed }: { changed: NonNullable<KnowledgeSince['changes']>[number] }) {
  const { tests: words } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <TextButton onClick={() => setOpen(true)}>{words.changes[changed.change](changed.title)}</TextButton>
      {isOpen && <ArticleDialog article={{ ...changed, places: [] }} onClose={() => setOpen(false)} />}
    </>
  )
}
