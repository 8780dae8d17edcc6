import type { ArticleSummary, Id } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useGatesTogether, usePublishTogether, useUnpublished } from '../../api/together.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Button } from '../../ui/Button.tsx'
import { CheckControl } from '../../ui/Control.tsx'
import { BUTTON_LINK, TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Column, ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { ArticleBadges } from './ArticleBadges.tsx'
import { CHOSEN_MAX, chosenOf, idsOf } from './chosen-drafts.ts'
import { GateRows } from './GateRows.tsx'
import { KnowledgePane } from './KnowledgePane.tsx'

/** Drafts that are tried and published together: behind a gate, twenty of them take one round, not twenty. */
export function TogetherPage() {
  const { gates: words, knowledge } = useWords()
  const { data, error, isPending, refetch } = useUnpublished()
  return (
    <KnowledgePane
      tab="articles"
      action={
        <Link to="/knowledge" className={BUTTON_LINK}>
          <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
          {knowledge.back}
        </Link>
      }
    >
      <Awaited
        {...{ data, error, isPending, refetch }}
        label={words.together.title}
        failed={knowledge.error}
      />
      {data && <Drafts drafts={data} />}
    </KnowledgePane>
  )
}

/** Those that are there at first are chosen; one that comes while somebody looks is shown, and left out. */
function Drafts({ drafts }: { drafts: readonly ArticleSummary[] }) {
  const { gates: words } = useWords()
  const [ids, choose] = useState(() => idsOf(chosenOf(drafts, () => true)))
  const chosen = chosenOf(drafts, (id) => ids.has(id))
  if (drafts.length === 0) return <NoDrafts />
  return (
    <PaneBody>
      <Column>
        <Text as="p" size="sm" tone="muted">
          {words.together.intro}
        </Text>
        <DraftsPart drafts={drafts} chosen={chosen} onChoose={(wanted) => choose(idsOf(wanted))} />
        <PublishPart chosen={chosen} />
      </Column>
    </PaneBody>
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

type DraftsProps = {
  drafts: readonly ArticleSummary[]
  chosen: readonly ArticleSummary[]
  onChoose: (chosen: readonly ArticleSummary[]) => void
}

function DraftsPart({ drafts, chosen, onChoose }: DraftsProps) {
  const { gates: words } = useWords()
  const ids = idsOf(chosen)
  const isFull = chosen.length === CHOSEN_MAX
  const choose = (isWanted: (id: Id) => boolean) => onChoose(chosenOf(drafts, isWanted))
  return (
    <Part
      title={words.together.chosen(chosen.length, drafts.length)}
      aside={
        <Inline>
          <Button variant="ghost" onClick={() => choose(() => true)}>
            {words.together.all}
          </Button>
          <Button variant="ghost" onClick={() => choose(() => false)}>
            {words.together.noneOfThem}
          </Button>
        </Inline>
      }
    >
      {isFull && (
        <Text as="p" size="sm" tone="muted">
          {words.together.atMost(CHOSEN_MAX)}
        </Text>
      )}
      <Rows label={words.together.drafts}>
        {drafts.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            isChosen={ids.has(draft.id)}
            onChoose={(isChosen) => choose((id) => (id === draft.id ? isChosen : ids.has(id)))}
          />
        ))}
      </Rows>
    </Part>
  )
}

type RowProps = { draft: ArticleSummary; isChosen: boolean; onChoose: (isChosen: boolean) => void }

function DraftRow({ draft, isChosen, onChoose }: RowProps) {
  const { knowledge: words } = useWords()
  const { id, title, language, audience } = draft
  return (
    <ItemRow
      end={
        <Link
          to="/knowledge/articles/$articleId"
          params={{ articleId: id }}
          className={TEXT_LINK}
          aria-label={`${words.open}: ${title}`}
        >
          {words.open}
        </Link>
      }
    >
      <CheckControl label={title} isChecked={isChosen} onChange={onChoose} />
      <Inline isWrapping gap={1}>
        <ArticleBadges state={draft} language={language} audience={audience} />
      </Inline>
    </ItemRow>
  )
}

function PublishPart({ chosen }: { chosen: readonly ArticleSummary[] }) {
  const { gates: words, backends } = useWords()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const gates = useGatesTogether(chosen)
  const publish = usePublishTogether()
  const isHeld = gates.data?.some(({ lacks }) => lacks !== null)
  const missing = chosen.length === 0 ? words.together.chooseFirst : isHeld ? words.first : null
  const reason = readOnly ?? (publish.isPending ? backends.saving : missing)
  // What was published leaves the page, and this part with it, before anything could be said in it.
  const onPublish = () =>
    publish.mutateAsync(chosen.map(({ id, revision }) => ({ articleId: id, expect: revision }))).then(
      ({ articles }) => {
        toast({ tone: 'plain', title: words.together.published(articles.length) })
        void navigate({ to: '/knowledge' })
      },
      // Told below.
      () => undefined,
    )
  const articleIds = chosen.map(({ id }) => id)
  // What answers costs as much, whatever is tried.
  const toTry = { articleIds, estimateKey: chosen.length, reason: null }
  return (
    <Part title={words.together.before}>
      {chosen.length > 0 && gates.data && gates.data.length > 0 && (
        <GateRows label={words.together.before} gates={gates.data} toTry={toTry} />
      )}
      <Refusal error={gates.error ?? publish.error} />
      <Inline isWrapping>
        <Button
          variant="primary"
          hint={words.together.publishHint}
          disabledReason={reason ?? (gates.isPending && words.together.asking)}
          onClick={onPublish}
        >
          {words.together.publish(chosen.length)}
        </Button>
        {reason && (
          <Text size="sm" tone="muted">
            {reason}
          </Text>
        )}
      </Inline>
    </Part>
  )
}
