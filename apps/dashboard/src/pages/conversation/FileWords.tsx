import type { Id, MediaWords, MessageItem } from '@hilo/protocol'
import { AudioLines, ScanText } from 'lucide-react'
import { useState } from 'react'
import { useCanWord } from '../../api/copilot.ts'
import { usePutIntoWords, useWordsCalls } from '../../api/media-words.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Beside } from '../../ui/Assist.tsx'
import { BubbleLink, MessageText } from '../../ui/Bubble.tsx'
import { Text } from '../../ui/Text.tsx'
import { moneyText, totalOf } from '../answer/cost.ts'

type Props = { conversationId: Id; message: MessageItem }

const KINDS = { audio: 'transcript', image: 'description' } as const
const ICONS = { transcript: AudioLines, description: ScanText }

/** What is said in a contact's voice note, or to be seen in a picture; else the way to have that found out. */
export function FileWords({ conversationId, message: { id, direction, content, media } }: Props) {
  const { fileWords: words } = useWords()
  const can = useCanWord()
  const put = usePutIntoWords(conversationId)
  if (direction !== 'in' || content.type !== 'media' || media?.status !== 'stored') return null
  if (content.kind !== 'audio' && content.kind !== 'image') return null
  const kind = KINDS[content.kind]
  const found = put.isPending ? { kind, status: 'due' as const } : media.words
  const ask = (label: string) =>
    can[kind] && (
      <Text as="p" size="xs" tone="muted">
        <BubbleLink icon={ICONS[kind]} onClick={() => put.mutate(id)}>
          {label}
        </BubbleLink>
      </Text>
    )
  if (!found) return ask(words.ask[kind])
  if (found.status === 'due') return <Beside title={words.due[kind]}>{null}</Beside>
  if (found.status === 'done') return <Found words={found} messageId={id} />
  return (
    <Beside title={words.failed[kind]}>
      <Text as="p" size="sm" tone="muted">
        {words.failures[found.failure ?? 'provider_error']}
      </Text>
      {ask(words.again)}
    </Beside>
  )
}

function Found({ words: found, messageId }: { words: MediaWords; messageId: Id }) {
  const { fileWords: words } = useWords()
  const [isCostShown, showCost] = useState(false)
  const { kind, text, language, model, provider } = found
  const by = model && provider ? words.by(model, provider) : ''
  return (
    <Beside title={[words.titles[kind], language && languageName(language), by].filter(Boolean).join(', ')}>
      <MessageText>{text ?? ''}</MessageText>
      <Text as="p" size="xs" tone="muted">
        {isCostShown ? (
          <Cost messageId={messageId} />
        ) : (
          <BubbleLink onClick={() => showCost(true)}>{words.cost}</BubbleLink>
        )}
      </Text>
    </Beside>
  )
}

function Cost({ messageId }: { messageId: Id }) {
  const { fileWords, answers } = useWords()
  const language = useLanguage()
  const { data, error } = useWordsCalls(messageId)
  if (error) return fileWords.costError
  return data ? `${fileWords.cost}: ${moneyText(totalOf(data), { words: answers, language })}` : '…'
}
