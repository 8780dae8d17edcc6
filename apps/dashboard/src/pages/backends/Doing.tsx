import type { Actor } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { useNow } from '../../ui/now.ts'
import { Text } from '../../ui/Text.tsx'

/** When something was done, and who did it. */
export function Doing({ at, by }: { at: string | null; by: Actor | null }) {
  const { backends: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const wordsOf = ({ kind, name }: Actor) => (kind === 'api_key' ? words.withKey(name) : words.by(name))
  return (
    <Text size="sm" tone="muted" title={at ? fullTime(at, language) : undefined}>
      {at && <time dateTime={at}>{relativeTime(at, now, time)}</time>}
      {` ${by ? wordsOf(by) : words.byItself}`}
    </Text>
  )
}
