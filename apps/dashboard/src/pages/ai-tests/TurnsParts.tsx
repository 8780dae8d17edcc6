import { type Issues, issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { emptyTurn, type TypedTurn } from './case-form.ts'
import { TurnFields } from './TurnFields.tsx'

type Props = {
  turns: readonly TypedTurn[]
  hasTools: boolean
  /** It was tried to save it: what is missing is marked. */
  isTried: boolean
  issues: Issues
  onChange: (turns: TypedTurn[]) => void
}

/** The turns of a case one below the other, and the way to one more. */
export function TurnsParts({ turns, hasTools, isTried, issues, onChange }: Props) {
  const { tests: words } = useWords()
  const setTurn = (key: number, fields: Partial<TypedTurn>) =>
    onChange(turns.map((turn) => (turn.key === key ? { ...turn, ...fields } : turn)))
  return (
    <>
      {turns.map((turn, at) => (
        <TurnFields
          key={turn.key}
          turn={turn}
          at={at + 1}
          issues={issuesBelow(issues, at)}
          {...{ hasTools, isTried }}
          onChange={(fields) => setTurn(turn.key, fields)}
          {...(turns.length > 1 && {
            onRemove: () => onChange(turns.filter(({ key }) => key !== turn.key)),
          })}
        />
      ))}
      <div>
        <Button onClick={() => onChange([...turns, emptyTurn(Math.max(...turns.map(({ key }) => key)) + 1)])}>
          {words.addTurn}
        </Button>
      </div>
    </>
  )
}
