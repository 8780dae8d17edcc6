import type { ArticleSummary, Id } from '@hilo/protocol'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useSource } from '../../api/sources.ts'
import { usePublishTogether, useTriedTogether, useUnpublished } from '../../api/together.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { BUTTON_LINK, TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Column } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { CHOSEN_MAX, type Choice, choiceOf, chosenOf } from './chosen-drafts.ts'
import { DraftsPart } from './DraftsPart.tsx'
import { KnowledgePane } from './KnowledgePane.tsx'
import { PublishPart } from './PublishPart.tsx'
import { useKeptChoice } from './use-kept-choice.ts'

/** Drafts that are tried and published together: behind a gate, twenty of them take one round, not twenty. */
export function TogetherPage() {
  const { gates: words, knowledge } = useWords()
  const { source = null } = useSearch({ from: '/app/knowledge/together' })
  const { data, error, isPending, refetch } = useUnpublished(source)
  const tried = useTriedAtFirst()
  const isWaiting = isPending || tried.isWaiting
  return (
    <KnowledgePane
      tab="articles"
      title={words.together.title}
      back={
        <Link to="/knowledge" className={BACK_LINK}>
          <BackMark label={knowledge.back} />
        </Link>
      }
    >
      <Awaited
        {...{ data, error, isPending: isWaiting, refetch }}
        label={words.together.title}
        failed={knowledge.error}
      />
      {data && !isWaiting && <Drafts key={source} {...data} source={source} tried={tried.ids} />}
    </KnowledgePane>
  )
}

/** What was tried when somebody comes back from its result; a later try leaves the choice as it is. */
function useTriedAtFirst(): { isWaiting: boolean; ids: readonly Id[] } {
  const { tried = null } = useSearch({ from: '/app/knowledge/together' })
  const [first] = useState(tried)
  const { data, isLoading } = useTriedTogether(first)
  return { isWaiting: isLoading, ids: data?.evaluation.articles.map(({ id }) => id) ?? [] }
}

type DraftsProps = {
  drafts: readonly ArticleSummary[]
  /** There are others, which are not shown. */
  hasMore: boolean
  /** The one that all of them were taken from; null: they are of whatever. */
  source: Id | null
  tried: readonly Id[]
}

/** Those that are there at first are chosen; one that comes while somebody looks is shown, and left out. */
function Drafts({ drafts, hasMore, source, tried }: DraftsProps) {
  const { gates: words } = useWords()
  const [choice, setChoice] = useKeptChoice(() => {
    const again = choiceOf(drafts, (id) => tried.includes(id))
    return again.size > 0 ? again : choiceOf(drafts)
  })
  const publish = usePublishTogether()
  const chosen = chosenOf(drafts, choice)
  const choose = (next: Choice) => {
    setChoice(next)
    // What was refused was another choice.
    publish.reset()
  }
  const published = usePublished({
    drafts: drafts.filter((draft) => !chosen.includes(draft)),
    source,
    choose,
  })
  if (drafts.length === 0) return <NoDrafts />
  return (
    <PaneBody>
      <Column>
        <Text as="p" size="sm" tone="muted">
          {words.together.intro}
        </Text>
        {source && <OfSource sourceId={source} />}
        {hasMore && (
          <Text as="p" size="sm" tone="wait">
            {words.together.more(drafts.length)}
          </Text>
        )}
        <DraftsPart drafts={drafts} choice={choice} onChoose={choose} />
        <PublishPart chosen={chosen} publish={publish} onPublished={published} />
      </Column>
    </PaneBody>
  )
}

type Left = { drafts: readonly ArticleSummary[]; source: Id | null; choose: (choice: Choice) => void }

/** Of a site there may be more than go at once: the next are chosen, and nobody has to come back for them. */
function usePublished({ drafts, source, choose }: Left): () => void {
  const navigate = useNavigate()
  return () => {
    if (source === null) void navigate({ to: '/knowledge' })
    else if (drafts.length > 0) choose(choiceOf(drafts))
    else void navigate({ to: '/knowledge/sources/$sourceId', params: { sourceId: source } })
  }
}

/** Whose drafts these are, and the way to all others. */
function OfSource({ sourceId }: { sourceId: Id }) {
  const { gates: words } = useWords()
  const { data } = useSource(sourceId)
  return (
    <Inline isWrapping>
      {data && (
        <Text as="p" size="sm" isBroken>
          {words.together.ofSource(words.quoted(data.name), data.drafts, CHOSEN_MAX)}
        </Text>
      )}
      <Link to="/knowledge/sources/$sourceId" params={{ sourceId }} className={TEXT_LINK}>
        {words.together.toSource}
      </Link>
      <Link to="/knowledge/together" className={TEXT_LINK}>
        {words.together.ofAll}
      </Link>
    </Inline>
  )
}

function NoDrafts() {
  const { gates: words, knowledge } = useWords()
  return (
    <EmptyState
      title={words.together.none}
      action={
        <Link to="/knowledge/articles/$articleId" params={{ articleId: 'new' }} className={BUTTON_LINK}>
          {knowledge.write}
        </Link>
      }
    />
  )
}
