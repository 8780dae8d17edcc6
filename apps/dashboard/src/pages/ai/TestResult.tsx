import type { AiTest } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { dollars } from './money.ts'

/** What a provider answered to a test: its word, or why there is none and what to do about that. */
export function TestResult({ test }: { test: AiTest }) {
  const { ai: words, time } = useWords()
  const language = useLanguage()
  const { fault, text, model, latencyMs, tokens, microUsd } = test
  const money = microUsd === null ? words.costUnknown : dollars(microUsd, language)
  return (
    <div role="status">
      <Stack gap={1}>
        <Inline isWrapping>
          <Badge tone={fault === null ? 'done' : 'fail'}>
            {fault === null ? words.itAnswered : words.itFailed}
          </Badge>
          <Text size="sm">{fault === null ? `“${text}”` : words.faults[fault]}</Text>
        </Inline>
        {fault !== null && (
          <Text size="sm" tone="muted" isBroken>
            {text}
          </Text>
        )}
        <Text size="sm" tone="muted">
          {[model, exactDuration(latencyMs, time), words.tokens(tokens.toLocaleString(language)), money].join(
            ', ',
          )}
        </Text>
      </Stack>
    </div>
  )
}
