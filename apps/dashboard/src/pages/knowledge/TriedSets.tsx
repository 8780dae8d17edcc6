import { useWords } from '../../i18n/language.ts'
import { Points } from '../../ui/Points.tsx'
import { type Gates, resultOf } from './unproven.ts'

/** How each set went with what is to be published, in a line each; nothing where there is no set. */
export function TriedSets({ tried: { gates, others } }: { tried: Gates }) {
  const { gates: words, tests } = useWords()
  const lines = [...gates, ...others].map((one) => {
    const result = resultOf(one)
    const said =
      typeof result === 'string' ? words.together.results[result] : tests.passed(result.passed, result.cases)
    return `- ${one.setName}: ${said}`
  })
  return lines.length === 0 ? null : <Points text={lines.join('\n')} />
}
