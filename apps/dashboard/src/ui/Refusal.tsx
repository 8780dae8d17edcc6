import { explainError } from '../i18n/explain.ts'
import { Text } from './Text.tsx'

/** Why what was asked for was not done, beside what asks for it; nothing while there is no error. */
export function Refusal({ error }: { error: unknown }) {
  if (!error) return null
  return (
    <div role="alert">
      <Text size="sm" tone="fail">
        {explainError(error)}
      </Text>
    </div>
  )
}
