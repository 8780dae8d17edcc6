import type { api, ContractReturns, TimelineItem } from '@hilo/protocol'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { settleQuestion, useSettleQuestion } from '../../api/answers.ts'
import type { Words } from '../../i18n/en.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { NARROW, useMedia } from '../../ui/media.ts'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { runShortcut } from '../../ui/shortcuts.ts'
import { toast } from '../../ui/toast.ts'
import { Named, NearestLine } from '../answer/NearestLine.tsx'
import type { OpenPart } from '../answer/parts.ts'
import { WriteArticleLink } from '../answer/WriteArticleLink.tsx'
import { AddToArticle } from '../knowledge/AddToArticle.tsx'
import { answerTo } from './answer-to.ts'
import { notePut } from './put-answer.ts'
import { replaceDraft } from './replace-draft.ts'

/** An open question with what the knowledge says of it now. */
export type StripQuestion = OpenPart & {
  isBeforeReply: boolean
  /** What answers it now, and did not when it was asked. */
  article: ContractReturns<typeof api.testQuestion>['candidates'][number] | null
  /** What of it would be quoted. */
  quote: string | null
}

type Props = { open: StripQuestion; items: readonly TimelineItem[] }
/** On a phone, where one at a time is unfolded. */
type Folding = { folded: { isOpen: boolean; onChange: (isOpen: boolean) => void } }

/** Of several questions each has its own line: one may be answered by now, and another not. */
export function OpenQuestionLine({ open, items, folded }: Props & Folding) {
  const { answers: words } = useWords()
  const { article, isBeforeReply } = open
  // Short messages that are one question stand in one line.
  const question = open.question.split('\n').join(' · ')
  const title = words.openQuestion.title(question)
  const isNarrow = useMedia(NARROW)
  const detail = (
    <>
      {isBeforeReply && `${words.openQuestion.beforeReply} `}
      {article ? (
        <Named text={words.openQuestion.answeredNow} articles={[{ ...article, places: [article] }]} />
      ) : (
        <NearestLine open={open} />
      )}
    </>
  )
  const actions = <Actions open={open} items={items} question={question} />
  return (
    <section aria-label={title}>
      <Strip>
        <StripText
          {...{ badge: null, title: isNarrow && article ? words.openQuestion.nowTitle(question) : title }}
          isFolding
          folded={folded}
          detail={isNarrow ? <Folded detail={detail} actions={actions} /> : detail}
        />
        {!isNarrow && actions}
      </Strip>
    </section>
  )
}

/** On a phone the line has no room for buttons beside it. */
function Folded({ detail, actions }: { detail: ReactNode; actions: ReactNode }) {
  return (
    <Stack gap={2}>
      <div>{detail}</div>
      {actions}
    </Stack>
  )
}

function Actions({ open, items, question }: Props & { question: string }) {
  const { answers: words } = useWords()
  const { article, quote } = open
  return (
    <Inline gap={1} isRigid>
      {article && quote !== null ? (
        <Button hint={words.openQuestion.putHint} onClick={() => put(open, quote, { items, words })}>
          {words.openQuestion.put}
        </Button>
      ) : (
        <>
          <WriteArticleLink open={open} />
          <AddToArticle
            addition={{ questions: [open.question], answer: answerTo(open, items) }}
            language={open.language}
            from={open.conversationId}
          />
        </>
      )}
      <Done open={open} question={question} />
    </Inline>
  )
}

function Done({ open, question }: { open: StripQuestion; question: string }) {
  const { openQuestion: words } = useWords().answers
  const { conversationId, messageId, place: part } = open
  const failed = (error: unknown) =>
    toast({ tone: 'fail', title: words.doneFailed(question), body: explainError(error) })
  const undo = () =>
    void settleQuestion(conversationId, { messageId, part, isSettled: false }).catch((error: unknown) =>
      toast({ tone: 'fail', title: explainError(error) }),
    )
  const done = () => toast({ tone: 'plain', title: words.doneTitle(question), undo })
  const { settle, isPending } = useSettleQuestion(conversationId, { done, failed })
  return (
    <Button
      variant="ghost"
      icon={Check}
      hint={words.doneHint}
      disabledReason={isPending && words.settling}
      onClick={() => settle({ messageId, part, isSettled: true })}
    >
      {words.done}
    </Button>
  )
}

type Putting = { items: readonly TimelineItem[]; words: Words['answers'] }

/** A member reads it, and sends it. */
function put(open: StripQuestion, text: string, { items, words }: Putting) {
  const { conversationId } = open
  replaceDraft({ conversationId, kind: 'reply', text, title: words.openQuestion.replaced })
  notePut(open, text, items)
  runShortcut('r')
}
