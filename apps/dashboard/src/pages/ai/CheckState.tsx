import type { AiProvider } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { useNow } from '../../ui/now.ts'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** What a provider answered when it was last checked, and how a call of it failed since: what to do about it. */
export function CheckState({ provider }: { provider: AiProvider }) {
  const { ai: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { check, lastFault, isEnabled } = provider
  const ago = (at: string) => relativeTime(at, now, time)
  const hasFailedSince = lastFault && (!check || lastFault.at > check.at)
  if (!check && !hasFailedSince) return null
  return (
    <Stack gap={1}>
      {check && (
        <Text
          size="sm"
          tone={check.fault === null ? 'muted' : 'fail'}
          isBroken
          title={fullTime(check.at, language)}
        >
          {check.fault === null
            ? words.answeredThen(ago(check.at))
            : `${words.failedThen(ago(check.at))} ${words.faults[check.fault]}`}
        </Text>
      )}
      {check?.reason && (
        <Text size="sm" tone="muted" isBroken>
          {check.reason}
        </Text>
      )}
      {check?.fault && !isEnabled && (
        <Text size="sm" tone="muted">
          {words.heldOff}
        </Text>
      )}
      {hasFailedSince && (
        <Text size="sm" tone="fail" title={fullTime(lastFault.at, language)}>
          {`${words.lastFailed(ago(lastFault.at))} ${words.faults[lastFault.fault]}`}
        </Text>
      )}
    </Stack>
  )
}
