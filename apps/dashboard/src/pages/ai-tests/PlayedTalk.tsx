import type { AnswerCitation, CaseResult, PlayedAnswer, PlayedGoal, PlayedTurn } from '@hilo/protocol'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { Bubble, BubbleAlert, BubbleLine, MessageText, Option, Options } from '../../ui/Bubble.tsx'
import { TextButton } from '../../ui/LinkBox.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ArticleDialog } from '../answer/ArticleDialog.tsx'
import { type CitedArticle, placesOf } from '../answer/places.ts'
import { ShortfallLine } from './ShortfallLine.tsx'

/** A play as it went: what was said, what lacks of which answer, and what became of a goal. */
export function PlayedTalk({ play: { turns, goal } }: { play: CaseResult['plays'][number] }) {
  return (
    <Stack gap={1}>
      {placed(turns).map(({ one, place }) => (
        <Turn key={place} turn={one} />
      ))}
      {goal && <GoalLines goal={goal} />}
    </Stack>
  )
}

function Turn({ turn: { says, answer, shortfalls } }: { turn: PlayedTurn }) {
  const { tests: words } = useWords()
  const lacks = shortfalls.length > 0 && (
    <BubbleAlert tone="fail">
      {shortfalls.map((one) => (
        <ShortfallLine key={`${one.code}-${one.wanted}`} shortfall={one} />
      ))}
    </BubbleAlert>
  )
  return (
    <>
      {placed(says).map(({ one, place }) => (
        <Bubble key={place} look="contact" caption={place === 0 && words.contact} foot={null}>
          <MessageText>{one}</MessageText>
        </Bubble>
      ))}
      {answer && <Answered answer={answer} lacks={lacks} />}
      {/* The last word of a contact with a goal is answered by nobody, and lacks nothing. */}
      {!answer && lacks && (
        <Stack gap={1} pad={4}>
          <BubbleAlert tone="wait">{words.noAnswer}</BubbleAlert>
          {lacks}
        </Stack>
      )}
    </>
  )
}

/** `lacks`: what is wrong with it, under it. */
function Answered({ answer, lacks }: { answer: PlayedAnswer; lacks: ReactNode }) {
  const { tests: words, knowledge } = useWords()
  const { action, reason, text, citations, calls = [], choices = [] } = answer
  const why = reason && (action === 'answer' ? knowledge.leftOpen : words.reasons[reason])
  const told = [words.actions[action], why].filter(Boolean).join(': ')
  return (
    <Bubble
      look="ai"
      caption={told}
      foot={null}
      below={
        <>
          {calls.map((call) => (
            <BubbleLine key={JSON.stringify(call)}>{words.called(call)}</BubbleLine>
          ))}
          {citations.length > 0 && <CitedLine citations={citations} />}
          {lacks}
        </>
      }
    >
      <MessageText>{text}</MessageText>
      {choices.length > 0 && (
        <Options label={words.goal.choices}>
          {choices.map((title) => (
            <Option key={title} title={title} />
          ))}
        </Options>
      )}
    </Bubble>
  )
}

/** What is said twice is told apart by its place alone, which never changes. */
function placed<T>(list: readonly T[]): { one: T; place: number }[] {
  return list.map((one, place) => ({ one, place }))
}

/** Each opens the article as it was tried, also in a version that was never published. */
function CitedLine({ citations }: { citations: readonly AnswerCitation[] }) {
  const { tests: words } = useWords()
  const [open, setOpen] = useState<CitedArticle | null>(null)
  return (
    <BubbleLine>
      <Inline isWrapping>
        {words.from}
        {placesOf(citations).map((article) => (
          <TextButton key={article.articleId} onClick={() => setOpen(article)}>
            {article.title}
          </TextButton>
        ))}
      </Inline>
      {open && <ArticleDialog article={open} onClose={() => setOpen(null)} />}
    </BubbleLine>
  )
}

/** How the conversation ended, and what the contact and the judge say of it. */
function GoalLines({ goal: { end, isContent, isMet } }: { goal: PlayedGoal }) {
  const { tests } = useWords()
  const { goal: words } = tests
  const lines = [
    words.ends[end],
    ...(isContent === null ? [] : [words.isContent(isContent)]),
    ...(isMet === null ? [] : [words.isMet(isMet)]),
  ]
  return (
    <Text as="p" size="sm" tone="muted">
      {lines.join(' ')}
    </Text>
  )
}
