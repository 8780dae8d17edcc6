import type { Actor } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { useNow } from '../../ui/now.ts'
import { Text } from '../../ui/Text.tsx'

type Props = {
  at: string | null
  by: Actor | null
  /** Of what nobody did themselves: where it was taken from. */
  from?: string | null
}

/** When something was done, and who did it. */
export function Doing({ at, by, from = null }: Props) {
  const { backends: words } = useWords()
  const wordsOf = ({ kind, name }: Actor) => (kind === 'api_key' ? words.withKey(name) : words.by(name))
  return (
    <Text size="sm" tone="muted">
      {at && <When at={at} />}
      {` ${by ? wordsOf(by) : from === null ? words.byItself : words.from(from)}`}
    </Text>
  )
}

/** How long ago something was done; the time itself shows beside the pointer. */
export function When({ at }: { at: string }) {
  const { time } = useWords()
  const language = useLanguage()
  const now = useNow()
  return (
    <Text size="sm" tone="muted" title={fullTime(at, language)}>
      <time dateTime={at}>{relativeTime(at, now, time)}</time>
    </Text>
  )
}
