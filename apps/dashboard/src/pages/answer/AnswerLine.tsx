import type { Id, MessageAnswer } from '@hilo/protocol'
import { FileText, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { BubbleLine, BubbleLink } from '../../ui/Bubble.tsx'
import { Sign } from '../../ui/Frame.tsx'
import { ArticleDialog } from './ArticleDialog.tsx'
import { placesOf } from './places.ts'
import { WhyDrawer } from './WhyDrawer.tsx'

type Props = { conversationId: Id; messageId: Id; version: number; answer: MessageAnswer }

/** Under a message of AI: what it has its words from, what people think of it, and the way to why. */
export function AnswerLine({ conversationId, messageId, version, answer }: Props) {
  const { answers: words } = useWords()
  const [opened, open] = useState<Id | null>(null)
  const [isAsking, setAsking] = useState(false)
  const articles = placesOf(answer.citations)
  const article = articles.find(({ articleId }) => articleId === opened)
  return (
    <BubbleLine>
      {articles.map(({ articleId, title, audience }) => (
        <BubbleLink key={articleId} icon={FileText} title={words.openText} onClick={() => open(articleId)}>
          {audience === 'internal' ? `${title} (${words.internal})` : title}
        </BubbleLink>
      ))}
      <Ratings answer={answer} />
      <BubbleLink onClick={() => setAsking(true)}>{words.why}</BubbleLink>
      {article && <ArticleDialog article={article} onClose={() => open(null)} />}
      {isAsking && (
        <WhyDrawer place={{ conversationId, messageId }} version={version} onClose={() => setAsking(false)} />
      )}
    </BubbleLine>
  )
}

function Ratings({ answer: { contactRating, memberRating } }: { answer: MessageAnswer }) {
  const { answers: words } = useWords()
  const said = [
    contactRating && { rating: contactRating, label: words.contactRated[contactRating] },
    memberRating && { rating: memberRating, label: words.memberRated[memberRating] },
  ]
  return said.map((one) => {
    if (!one) return null
    const Icon = one.rating === 'good' ? ThumbsUp : ThumbsDown
    return (
      <Sign key={one.label} label={one.label}>
        <Icon size={14} strokeWidth={1.75} aria-hidden />
      </Sign>
    )
  })
}
