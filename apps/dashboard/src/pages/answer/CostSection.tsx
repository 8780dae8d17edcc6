import type { Answer } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration } from '../../i18n/time.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { moneyText, totalOf } from './cost.ts'

/** What the calls of models for this message used, and how long all of it took. */
export function CostSection({ answer: { calls, trace } }: { answer: Answer }) {
  const { answers: words, time } = useWords()
  const language = useLanguage()
  const number = (count: number) => count.toLocaleString(language)
  const total = totalOf(calls)
  const tokens = words.tokensOf(number(total.inputTokens), number(total.outputTokens))
  return (
    <Section title={words.cost}>
      <Stack gap={2}>
        <Facts
          facts={[
            [words.took, exactDuration(trace.ms, time)],
            [
              words.tokens,
              calls.length > 0 && [tokens, total.isEstimated && words.estimated].filter(Boolean).join(', '),
            ],
            [words.money, calls.length > 0 && moneyText(total, { words, language })],
          ]}
        />
        {calls.length === 0 ? (
          <Text as="p" size="sm" tone="muted">
            {words.noCalls}
          </Text>
        ) : (
          <Disclosure summary={words.count(words.calls, calls.length)}>
            <Stack gap={2}>
              {calls.toReversed().map((call) => (
                <Facts
                  key={call.id}
                  facts={[
                    [words.purposes[call.purpose], words.call(call.model, call.provider)],
                    [words.tokens, words.tokensOf(number(call.inputTokens), number(call.outputTokens))],
                    [words.money, moneyText(totalOf([call]), { words, language })],
                    [words.took, call.latencyMs !== null && exactDuration(call.latencyMs, time)],
                    [words.toolOutcomes.failed, call.fault && words.faults[call.fault]],
                  ]}
                />
              ))}
            </Stack>
          </Disclosure>
        )}
      </Stack>
    </Section>
  )
}
