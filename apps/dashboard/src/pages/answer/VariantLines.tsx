import type { AnswerTrace } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = Pick<AnswerTrace, 'language' | 'variants'>

/**
 * In which words it was looked for, with their language where that is not the contact's. What a machine put
 * roughly into another is no translation to judge the contact by: it says so, and what was written.
 */
export function VariantLines({ language: own, variants }: Props) {
  const { answers: words } = useWords()
  const lines = variants.map(({ language, question, part = 0, translatedFrom }) => {
    const name = languageName(language)
    const isRough = translatedFrom !== undefined
    const line = isRough ? words.roughVariant(name, question) : words.variant(name, question)
    return (
      <div key={`${language} ${part} ${question}`}>
        <p>{language === own ? question : line}</p>
        {isRough && (
          <Text as="p" size="xs" tone="muted">
            {words.roughOf(translatedFrom)}
          </Text>
        )}
      </div>
    )
  })
  return <Stack gap={2}>{lines}</Stack>
}
