import type { MessageItem } from '@hilo/protocol'
import { useTranslation } from '../../api/copilot.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Beside } from '../../ui/Assist.tsx'
import { MessageText } from '../../ui/Bubble.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = { conversationId: string; messageId: MessageItem['id'] }

/** A message in the member's language, under its own words. */
export function Translation(of: Props) {
  const { copilot: words } = useWords()
  const language = useLanguage()
  const { data, error, isFetching } = useTranslation({ ...of, language }, true)
  const lost = data?.type === 'done' ? [...data.lost, ...data.added] : []
  const why = error ? explainError(error) : data?.type === 'failed' ? words.faults[data.fault] : null
  return (
    <Beside title={isFetching ? words.translating : words.translated}>
      {data?.type === 'done' && <MessageText>{data.text}</MessageText>}
      {lost.length > 0 && (
        <Text as="p" size="xs" tone="wait">
          {words.lost(lost.join(', '))}
        </Text>
      )}
      {why && (
        <Text as="p" size="sm" tone="fail">
          {why}
        </Text>
      )}
    </Beside>
  )
}
