import { Plus, Trash2 } from 'lucide-react'
import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { LinesControl } from '../../ui/Control.tsx'
import { Removable } from '../../ui/Removable.tsx'
import { Filler, Inline } from '../../ui/Stack.tsx'
import { isUnsaid } from './case-form.ts'

/** What the contract takes of a turn. */
const MESSAGES_MAX = 10
const WAYS_MAX = 10

type Ways = string[][]
type Props = { says: Ways; isTried: boolean; issues: Issues; onChange: (says: Ways) => void }

/**
 * What the contact says in a turn: a field a message, so that one of several lines stays one. Others in a
 * row, and other ways of saying it, are added.
 */
export function SaysFields({ says, isTried, issues, onChange }: Props) {
  const { tests: words } = useWords()
  const setWay = (at: number, way: string[]) =>
    onChange(says.flatMap((one, nth) => (nth !== at ? [one] : way.length > 0 ? [way] : [])))
  return (
    <>
      {says.map((way, nth) => (
        <WayFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a way is nothing but its place and its words
          key={nth}
          {...{ way, nth, isTried, issues }}
          isOnly={says.length === 1}
          onChange={(next) => setWay(nth, next)}
        />
      ))}
      {says.length < WAYS_MAX && (
        <div>
          <Button variant="ghost" icon={Plus} onClick={() => onChange([...says, ['']])}>
            {words.addWay}
          </Button>
        </div>
      )}
    </>
  )
}

type WayProps = {
  way: readonly string[]
  nth: number
  isOnly: boolean
  isTried: boolean
  issues: Issues
  onChange: (way: string[]) => void
}

function WayFields({ way, nth, isOnly, isTried, issues, onChange }: WayProps) {
  const { tests: words } = useWords()
  const first = nth === 0 ? words.says : words.saysElse(nth + 1)
  const hint = nth === 0 ? words.saysHint : words.saysElseHint
  return (
    <>
      {way.map((message, at) => {
        const label = at === 0 ? first : words.saysNext(at + 1)
        const unsaid = isTried && isUnsaid(message) ? words.saysMissing : null
        const field = (
          <LinesControl
            {...{ label, value: message, maxLength: 1_000, hint: at === 0 ? hint : null }}
            error={unsaid ?? issues.within(nth, at)}
            onChange={(text) => onChange(way.with(at, text))}
          />
        )
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a message is nothing but its place and its words
          <Removable key={at}>
            {isOnly && way.length === 1 ? (
              field
            ) : (
              <Inline align="start">
                <Filler>{field}</Filler>
                <QuietIconButton
                  icon={Trash2}
                  label={words.removeMessage(label)}
                  onClick={() => onChange(way.toSpliced(at, 1))}
                />
              </Inline>
            )}
          </Removable>
        )
      })}
      {way.length < MESSAGES_MAX && (
        <div>
          <Button
            variant="ghost"
            icon={Plus}
            aria-label={`${words.addMessage}: ${first}`}
            onClick={() => onChange([...way, ''])}
          >
            {words.addMessage}
          </Button>
        </div>
      )}
    </>
  )
}
