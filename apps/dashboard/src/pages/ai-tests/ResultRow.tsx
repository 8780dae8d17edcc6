import type { AnswerCitation, CaseResult, Difference, PlayedTurn } from '@hilo/protocol'
import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { TextButton } from '../../ui/LinkBox.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ArticleDialog } from '../answer/ArticleDialog.tsx'
import { type CitedArticle, placesOf } from '../answer/places.ts'
import { ShortfallLine } from './ShortfallLine.tsx'

const TONES: Record<Difference, Tone> = {
  ...{ newly_failing: 'fail', failing: 'fail', newly_passing: 'done', passing: 'plain' },
  ...{ added: 'done', pending: 'wait' },
}

/** What came of a case; what was said, and what fell short, is inside. */
export function ResultRow({ result }: { result: CaseResult }) {
  const { tests: words } = useWords()
  const { name, difference, passed, played, plays } = result
  const shown = plays.find(({ hasPassed }) => !hasPassed) ?? plays[0]
  return (
    <ItemRow
      end={<Badge tone={TONES[difference]}>{words.differences[difference]}</Badge>}
      below={
        shown && (
          <Disclosure summary={words.play(shown.nth + 1)}>
            <Stack gap={3}>
              {shown.turns.map((turn) => (
                <Turn key={`${turn.says.join()} ${turn.answer?.text}`} turn={turn} />
              ))}
            </Stack>
          </Disclosure>
        )
      }
    >
      <Text isBroken>{name}</Text>
      {played > 0 && (
        <Text size="sm" tone="muted">
          {words.ofPlays(passed, played)}
        </Text>
      )}
      {(shown?.turns ?? [])
        .flatMap(({ shortfalls }) => shortfalls)
        .map((one) => (
          <ShortfallLine key={`${one.code}-${one.wanted}`} shortfall={one} />
        ))}
    </ItemRow>
  )
}

function Turn({ turn: { says, answer } }: { turn: PlayedTurn }) {
  const { tests: words } = useWords()
  const told = answer
    ? [words.actions[answer.action], ...(answer.reason ? [words.reasons[answer.reason]] : [])].join(': ')
    : words.noAnswer
  return (
    <Stack gap={1}>
      <Text as="p" isBroken>{`${words.contact}: ${says.join(' / ')}`}</Text>
      <Text as="p" size="sm" tone="muted">
        {told}
      </Text>
      {(answer?.calls ?? []).map((call) => (
        <Text as="p" size="sm" tone="muted" isBroken key={JSON.stringify(call)}>
          {words.called(call)}
        </Text>
      ))}
      {answer && (
        <Text as="p" isBroken>
          {answer.text}
        </Text>
      )}
      {answer && answer.citations.length > 0 && <CitedLine citations={answer.citations} />}
    </Stack>
  )
}

/** Each opens the article as it was tried, also in a version that was never published. */
function CitedLine({ citations }: { citations: readonly AnswerCitation[] }) {
  const { tests: words } = useWords()
  const [open, setOpen] = useState<CitedArticle | null>(null)
  return (
    <Inline isWrapping>
      <Text size="sm" tone="muted">
        {words.from}
      </Text>
      {placesOf(citations).map((article) => (
        <TextButton key={article.articleId} onClick={() => setOpen(article)}>
          {article.title}
        </TextButton>
      ))}
      {open && <ArticleDialog article={open} onClose={() => setOpen(null)} />}
    </Inline>
  )
}
