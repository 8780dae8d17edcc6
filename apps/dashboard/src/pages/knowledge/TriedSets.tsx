import type { ArticleTry } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { type Gates, resultOf } from './unproven.ts'

/** How each set went with what is to be published, in a line each; nothing where there is no set. */
export function TriedSets({ tried: { gates, others } }: { tried: Gates }) {
  const sets = [...gates, ...others]
  if (sets.length === 0) return null
  return (
    <Stack gap={1}>
      {sets.map((one) => (
        <TriedSet key={one.setId} of={one} />
      ))}
    </Stack>
  )
}

/** Where not all of it passed, with the way to what failed. */
function TriedSet({ of }: { of: ArticleTry }) {
  const { gates: words, tests } = useWords()
  const result = resultOf(of)
  const isPlayed = typeof result !== 'string'
  const said = isPlayed ? tests.passed(result.passed, result.cases) : words.together.results[result]
  const failing = isPlayed && result.passed < result.cases ? of.evaluation : null
  return (
    <Inline isWrapping>
      <Text isBroken>{`${of.setName}: ${said}`}</Text>
      {failing && (
        <Link
          to="/settings/ai/evaluations/$evaluationId"
          params={{ evaluationId: failing.id }}
          className={TEXT_LINK}
          aria-label={words.resultOf(of.setName)}
        >
          {words.result}
        </Link>
      )}
    </Inline>
  )
}
