import { useWords } from '../../i18n/language.ts'
import { Text } from '../../ui/Text.tsx'

type Props = {
  /** The names of the test sets that ask first; null: none does. */
  asking: string | null
  isMany?: boolean
}

/** That what is written here is tried before it answers. */
export function AskedNote({ asking, isMany = false }: Props) {
  const { gates: words } = useWords()
  if (asking === null) return null
  return (
    <Text as="p" size="sm" tone="wait" isBroken>
      {isMany ? words.askedMany(asking) : words.asked(asking)}
    </Text>
  )
}
