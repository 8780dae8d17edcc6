import type { BackendVersion } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { useNow } from '../../ui/now.ts'
import { Text } from '../../ui/Text.tsx'

/** Where a version that is elsewhere lives, and why it failed last. */
export function RemotePlace({ remote }: { remote: NonNullable<BackendVersion['remote']> }) {
  const { versions: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { url, lastFailure } = remote
  return (
    <>
      <Text size="sm" isBroken>
        {url ? words.livesAt(url) : words.livesElsewhere}
      </Text>
      {lastFailure && (
        <Text size="sm" tone="fail" title={fullTime(lastFailure.at, language)}>
          {words.lastFailure(relativeTime(lastFailure.at, now, time), lastFailure.message)}
        </Text>
      )}
    </>
  )
}
