import type { ArticleSummary } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useDraftDifference } from '../../api/together.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { CheckControl } from '../../ui/Control.tsx'
import { Difference } from '../../ui/Difference.tsx'
import { LONE_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { Doing } from '../backends/Doing.tsx'
import { ArticleBadges } from './ArticleBadges.tsx'
import { CHOSEN_MAX, type Choice, choiceOf, chosenOf, isOvertaken, withOne } from './chosen-drafts.ts'
import { diffLines, withoutSame } from './diff-lines.ts'
import { useAsText } from './use-as-text.ts'

type Props = {
  drafts: readonly ArticleSummary[]
  choice: Choice
  onChoose: (choice: Choice) => void
}

/** What is newly written, each with a box to choose it by. */
export function DraftsPart({ drafts, choice, onChoose }: Props) {
  const { gates: words } = useWords()
  const chosen = chosenOf(drafts, choice)
  const now = choiceOf(chosen)
  const isFull = chosen.length >= CHOSEN_MAX
  const full = isFull && drafts.length > chosen.length ? words.together.atMost(CHOSEN_MAX) : null
  return (
    <Part
      title={words.together.chosen(chosen.length, drafts.length)}
      aside={
        <Inline>
          <Button variant="ghost" onClick={() => onChoose(choiceOf(drafts))}>
            {words.together.all}
          </Button>
          <Button variant="ghost" onClick={() => onChoose(new Map())}>
            {words.together.noneOfThem}
          </Button>
        </Inline>
      }
    >
      {full && (
        <Text as="p" size="sm" tone="wait">
          {full}
        </Text>
      )}
      <Rows label={words.together.drafts}>
        {drafts.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            isChosen={now.has(draft.id)}
            isOvertaken={isOvertaken(draft, choice)}
            full={full}
            // What was overtaken stays in the choice as it was seen, so that the page goes on saying so.
            onChoose={(isChosen) => onChoose(withOne(choice, draft, isChosen))}
          />
        ))}
      </Rows>
    </Part>
  )
}

type RowProps = {
  draft: ArticleSummary
  isChosen: boolean
  isOvertaken: boolean
  /** Why no more can be chosen; null: they can be. */
  full: string | null
  onChoose: (isChosen: boolean) => void
}

function DraftRow({ draft, isChosen, isOvertaken: isRewritten, full, onChoose }: RowProps) {
  const { gates, knowledge: words } = useWords()
  const [isOpen, setOpen] = useState(false)
  const { id, title, language, audience, changedAt, by, sourceName } = draft
  return (
    <ItemRow
      end={
        <>
          <Button
            variant="ghost"
            icon={isOpen ? ChevronDown : ChevronRight}
            aria-expanded={isOpen}
            aria-label={`${gates.together.difference}: ${title}`}
            onClick={() => setOpen(!isOpen)}
          >
            {gates.together.difference}
          </Button>
          <Link
            to="/knowledge/articles/$articleId"
            params={{ articleId: id }}
            className={LONE_LINK}
            aria-label={`${words.open}: ${title}`}
          >
            {words.open}
          </Link>
        </>
      }
      below={isOpen && <DraftDifference draft={draft} />}
    >
      <CheckControl
        label={title}
        isChecked={isChosen}
        disabledReason={isChosen ? null : full}
        onChange={onChoose}
      />
      <Inline isWrapping gap={1}>
        <ArticleBadges state={draft} language={language} audience={audience} />
        {isRewritten && <Badge tone="wait">{gates.together.overtaken}</Badge>}
        <Doing at={changedAt} by={by} from={sourceName} />
      </Inline>
    </ItemRow>
  )
}

/** What contacts would be told other than now, line by line. */
function DraftDifference({ draft }: { draft: ArticleSummary }) {
  const asText = useAsText()
  const { gates: words, knowledge } = useWords()
  const { data, error } = useDraftDifference(draft)
  if (error) return <Refusal error={error} />
  if (!data) return <Skeleton width="half" height="block" />
  const now = asText(data.newest)
  const lines = data.before
    ? withoutSame(diffLines(asText(data.before), now))
    : now.split('\n').map((text) => ({ type: 'added' as const, text }))
  return (
    <div>
      <Text as="p" size="sm" tone="muted">
        {data.before ? words.together.sincePublished : words.together.allNew}
      </Text>
      <Difference
        label={`${words.together.difference}: ${draft.title}`}
        parts={lines}
        skipped={knowledge.skipped}
      />
    </div>
  )
}
