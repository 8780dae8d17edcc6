import { useWords } from '../../i18n/language.ts'
import { Text } from '../../ui/Text.tsx'

/** What the contact would be told of what came; null: a model would word it. */
export function SaidOfTrial({ said }: { said: string | null }) {
  const { tools: words } = useWords()
  return (
    <>
      <Text as="p" size="sm" isStrong>
        {words.trySaid}
      </Text>
      <Text as="p" size="sm">
        {said ?? words.trySaidByModel}
      </Text>
    </>
  )
}
