import { explainError, explainRest } from '../i18n/explain.ts'
import { goToWrong } from './Form.tsx'
import { Text } from './Text.tsx'

type Props = {
  error: unknown
  /** The fields of the form that say themselves what is wrong with them, by the names of the API. */
  fields?: readonly string[]
  /** What is said where the fields say it all; else that it was not saved. */
  marked?: string
}

/** Why what was asked for was not done, beside what asks for it; nothing while there is no error. */
export function Refusal({ error, fields = [], marked }: Props) {
  if (!error) return null
  return (
    <div role="alert" ref={fields.length > 0 ? goToWrong : undefined}>
      <Text size="sm" tone="fail">
        {fields.length > 0 ? explainRest(error, fields, marked) : explainError(error)}
      </Text>
    </div>
  )
}
