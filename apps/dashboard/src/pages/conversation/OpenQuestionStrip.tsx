import type { Conversation, Id, MessageItem } from '@hilo/protocol'
import { type ReactNode, useState } from 'react'
import { useAnswers } from '../../api/answers.ts'
import { useTestedQuestion } from '../../api/knowledge.ts'
import type { Timeline } from '../../api/merge.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { NARROW, useMedia } from '../../ui/media.ts'
import { Strip, Strips, StripText } from '../../ui/Pane.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { runShortcut } from '../../ui/shortcuts.ts'
import { Named, NearestLine } from '../answer/NearestLine.tsx'
import { answeredNow, openQuestionsIn } from '../answer/open-question.ts'
import { type OpenPart, openPartsOfAll } from '../answer/parts.ts'
import { WriteArticleLink } from '../answer/WriteArticleLink.tsx'
import { replaceDraft } from './replace-draft.ts'

type Props = { conversation: Conversation; timeline: Timeline }

/**
 * What AI found too little for, until somebody has answered it: what comes closest and the way to an article,
 * or the article that says it by now. Also while AI has the turn: it knows no more than before.
 */
export function OpenQuestionStrip({ conversation: { id, holder, status }, timeline }: Props) {
  const isShown = status === 'open' && (holder === 'human' || holder === 'ai')
  const messages = isShown ? openQuestionsIn(timeline.items) : []
  return messages.length > 0 && <OpenQuestions conversationId={id} messages={messages} />
}

type OpenProps = { conversationId: Id; messages: readonly MessageItem[] }

/** So many lines stand whole above the thread; of more than these the first are shown, and their number. */
const SHOWN_MAX = 3
const FIRST = 2

function OpenQuestions({ conversationId, messages }: OpenProps) {
  const { answers: words } = useWords()
  const [isAll, setAll] = useState(false)
  const open = openPartsOfAll(useAnswers(conversationId, messages))
  if (open.length === 0) return null
  const isFolded = open.length > SHOWN_MAX && !isAll
  return (
    <Strips label={words.openQuestion.strip} isTall={isAll}>
      {(isFolded ? open.slice(0, FIRST) : open).map((one) => (
        <Asked key={one.question} open={one} />
      ))}
      {open.length > SHOWN_MAX && (
        <Strip>
          <Button variant="ghost" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isFolded ? words.openQuestion.more(open.length - FIRST) : words.openQuestion.fewer}
          </Button>
        </Strip>
      )}
    </Strips>
  )
}

const QUESTION_MAX = 1_000

/** Of several questions each has its own line: one may be answered by now, and another not. */
function Asked({ open }: { open: OpenPart }) {
  const { answers: words } = useWords()
  const { language, conversationId } = open
  const asked = { question: open.question.slice(0, QUESTION_MAX), language, internal: false }
  const { data: tested } = useTestedQuestion(asked)
  const article = tested ? answeredNow(tested, open) : null
  // Short messages that are one question stand in one line.
  const question = open.question.split('\n').join(' · ')
  const text = article && tested?.quote ? tested.quote.text : null
  const title = words.openQuestion.title(question)
  const isNarrow = useMedia(NARROW)
  const detail = article ? (
    <Named text={words.openQuestion.answeredNow} articles={[{ ...article, places: [article] }]} />
  ) : (
    <NearestLine open={open} />
  )
  const action =
    text === null ? (
      <WriteArticleLink open={open} />
    ) : (
      <Button
        hint={words.openQuestion.putHint}
        onClick={() => put(conversationId, text, words.openQuestion.replaced)}
      >
        {words.openQuestion.put}
      </Button>
    )
  return (
    <section aria-label={title}>
      <Strip>
        <StripText
          {...{ badge: null, title: isNarrow && article ? words.openQuestion.nowTitle(question) : title }}
          isFolding
          detail={isNarrow ? <Folded detail={detail} action={action} /> : detail}
        />
        {!isNarrow && action}
      </Strip>
    </section>
  )
}

/** On a phone the line has no room for a button beside it. */
function Folded({ detail, action }: { detail: ReactNode; action: ReactNode }) {
  return (
    <Stack gap={2}>
      <div>{detail}</div>
      <div>{action}</div>
    </Stack>
  )
}

/** A member reads it, and sends it. */
function put(conversationId: string, text: string, title: string) {
  replaceDraft({ conversationId, kind: 'reply', text, title })
  runShortcut('r')
}
