import type { Conversation, Id, OpenQuestion } from '@hilo/protocol'
import { useEffect, useState } from 'react'
import { settleQuestion, useAnswers, useOpenQuestions } from '../../api/answers.ts'
import { useTestedQuestions } from '../../api/knowledge.ts'
import type { Timeline } from '../../api/merge.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { StripMore, Strips } from '../../ui/Pane.tsx'
import { toast } from '../../ui/toast.ts'
import { answeredNow, asOfNow, byWorth, hasLeftOpen } from '../answer/open-question.ts'
import { openPartsOf } from '../answer/parts.ts'
import { OpenQuestionLine, type StripQuestion } from './OpenQuestionLine.tsx'
import { settleSent } from './put-answer.ts'

type Props = { conversation: Conversation; timeline: Timeline }

/**
 * What AI found too little for, until it is dealt with: what comes closest and the way to an article, or the
 * article that says it by now. Also while AI has the turn: it knows no more than before.
 */
export function OpenQuestionStrip({ conversation: { id, holder, status }, timeline }: Props) {
  const isShown = status === 'open' && (holder === 'human' || holder === 'ai')
  const isLeft = isShown && hasLeftOpen(timeline)
  const questions = useOpenQuestions(id, isLeft ? timeline.version : null)
  useSettleSent(id, timeline)
  const open = useStripQuestions(id, questions, timeline)
  return open.length > 0 && <OpenQuestions open={open} timeline={timeline} />
}

/** Whoever sends the words of an article for a question has answered it. */
function useSettleSent(conversationId: Id, { items }: Timeline) {
  const { openQuestion: words } = useWords().answers
  useEffect(() => {
    void settleSent(conversationId, items, {
      settle: ({ messageId, place }) =>
        settleQuestion(conversationId, { messageId, part: place, isSettled: true }),
      // The question stays, and a member can say themselves that it is done.
      tell: ({ question }, error) =>
        toast({ tone: 'fail', title: words.doneFailed(question), body: explainError(error) }),
    })
  }, [conversationId, items, words])
}

const QUESTION_MAX = 1_000

/** With all that is known of each. They come together, and one that is asked later once it is known. */
function useStripQuestions(
  conversationId: Id,
  questions: readonly OpenQuestion[],
  { items }: Timeline,
): StripQuestion[] {
  const versionOf = (id: Id) => items.find((item) => item.id === id)?.version ?? 0
  const ids = [...new Set(questions.map(({ messageId }) => messageId))]
  const answers = useAnswers(
    conversationId,
    ids.map((id) => ({ id, version: versionOf(id) })),
  )
  const parts = answers.flatMap(openPartsOf)
  const open = questions.flatMap(({ messageId, part, isBeforeReply }) => {
    const found = parts.find((one) => one.messageId === messageId && one.place === part)
    return found ? [{ ...found, isBeforeReply }] : []
  })
  const tested = useTestedQuestions(
    open.map(({ question, language }) => {
      return { question: question.slice(0, QUESTION_MAX), language, internal: false }
    }),
  )
  const known = open.flatMap((one, at): StripQuestion[] => {
    const now = tested[at]
    if (now === undefined) return []
    const article = now && answeredNow(now, one)
    return [{ ...(now ? asOfNow(one, now) : one), article, quote: now?.quote?.text ?? null }]
  })
  const [isBegun, setBegun] = useState(false)
  if (!isBegun && known.length > 0 && known.length === open.length) setBegun(true)
  return isBegun ? byWorth(known, ({ article }) => article !== null) : []
}

/** So many lines stand whole above the thread; of more than these the first are shown, and their number. */
const SHOWN_MAX = 3
const FIRST = 2

function OpenQuestions({ open, timeline }: { open: readonly StripQuestion[]; timeline: Timeline }) {
  const { answers: words } = useWords()
  const [isAll, setAll] = useState(false)
  const [unfolded, setUnfolded] = useState<string | null>(null)
  const isFolded = open.length > SHOWN_MAX && !isAll
  return (
    <Strips label={words.openQuestion.strip} isTall={isAll}>
      {(isFolded ? open.slice(0, FIRST) : open).map((one) => {
        const key = `${one.messageId} ${one.place}`
        const onChange = (isOpen: boolean) => setUnfolded(isOpen ? key : null)
        return (
          <OpenQuestionLine
            key={key}
            open={one}
            items={timeline.items}
            folded={{ isOpen: unfolded === key, onChange }}
          />
        )
      })}
      {open.length > SHOWN_MAX && (
        <StripMore
          label={isFolded ? words.openQuestion.more(open.length - FIRST) : words.openQuestion.fewer}
          isOpen={isAll}
          onChange={setAll}
        />
      )}
    </Strips>
  )
}
