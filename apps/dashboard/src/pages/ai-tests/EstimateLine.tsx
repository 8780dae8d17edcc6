import type { Id } from '@hilo/protocol'
import { useEstimate } from '../../api/test-sets.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Text } from '../../ui/Text.tsx'
import { dollars } from '../ai/money.ts'

const NO_BREAK = '\u00A0'

/** What evaluating a set may come to; `revision`: of what it depends on. */
export function EstimateLine({ setId, revision }: { setId: Id; revision: number }) {
  const { tests: words } = useWords()
  const language = useLanguage()
  const { data, isPending } = useEstimate(setId, revision)
  // Its line is kept free: what stands below would move away under whoever is about to press it.
  if (isPending) return <Text size="sm">{NO_BREAK}</Text>
  if (!data || data.cases === 0) return null
  const { answers, calls, playing, microUsd } = data
  // What came before tells the least, and contacts with a goal who say all that they may the most.
  const asked = calls === null ? null : words.calls(calls, calls + playing)
  const parts = [
    words.estimate(answers),
    ...(asked === null ? [] : [asked]),
    microUsd === null ? words.costUnknown : words.costs(dollars(microUsd, language)),
  ]
  return (
    <Text as="p" size="sm" tone="muted">
      {`${parts.join(', ')}.`}
    </Text>
  )
}
