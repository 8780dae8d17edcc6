import type { CaseResult, PlayedAnswer, PlayedGoal, PlayedTurn } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Bubble, BubbleAlert, BubbleLine, MessageText, Option, Options } from '../../ui/Bubble.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
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
  return (
    <>
      {placed(says).map(({ one, place }) => (
        <Bubble key={place} look="contact" caption={place === 0 && words.contact} foot={null}>
          <MessageText>{one}</MessageText>
        </Bubble>
      ))}
      {answer && <Answered answer={answer} />}
      {shortfalls.length > 0 && (
        <BubbleAlert tone="fail">
          {shortfalls.map((one) => (
            <ShortfallLine key={`${one.code}-${one.wanted}`} shortfall={one} />
          ))}
        </BubbleAlert>
      )}
    </>
  )
}

function Answered({ answer }: { answer: PlayedAnswer }) {
  const { tests: words } = useWords()
  const { action, reason, text, citations, calls = [], choices = [] } = answer
  const told = [words.actions[action], ...(reason ? [words.reasons[reason]] : [])].join(': ')
  const titles = [...new Set(citations.map(({ title }) => title))].join(', ')
  const lines = [...calls.map(words.called), ...(titles ? [words.cited(titles)] : [])]
  return (
    <Bubble
      look="ai"
      caption={told}
      foot={null}
      below={lines.map((line) => <BubbleLine key={line}>{line}</BubbleLine>)}
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
