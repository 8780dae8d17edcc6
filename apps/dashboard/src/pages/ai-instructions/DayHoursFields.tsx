import { type DayHours, HOURS_A_DAY_MAX, isAtOnce } from '@hilo/protocol'
import { Plus, Trash2 } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { QuietIconButton } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Removable } from '../../ui/Removable.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { afterThose, clockOf, minutesOf } from './words.ts'

type Props = {
  /** The day, where the form has several. */
  name?: string
  /** One at least: that a day has none is said elsewhere. */
  hours: readonly DayHours[]
  onChange: (hours: DayHours[]) => void
}

/** The hours of one day, of which there may be several, as with a break at noon. */
export function DayHoursFields({ name, hours, onChange }: Props) {
  const { days: words } = useWords()
  const called = (label: string) => (name ? `${name}: ${label}` : label)
  const put = (nth: number, next: DayHours[]) =>
    onChange(hours.flatMap((one, index) => (index === nth ? next : one)))
  return (
    <Inline align="start" gap={1}>
      <Stack gap={2}>
        {hours.map((one, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name, and two may be the same meanwhile
          <Removable key={nth}>
            <Inline align="start">
              <Times
                {...{ name, nth, one }}
                wrong={wrongWith(one, hours, words)}
                onChange={(next) => put(nth, [next])}
              />
              {hours.length > 1 && (
                <div className="pt-6">
                  <QuietIconButton
                    icon={Trash2}
                    label={called(words.removeHours(clockOf(one.from), clockOf(one.to)))}
                    onClick={() => put(nth, [])}
                  />
                </div>
              )}
            </Inline>
          </Removable>
        ))}
      </Stack>
      {hours.length < HOURS_A_DAY_MAX && (
        <div className="pt-6">
          <QuietIconButton
            icon={Plus}
            label={called(words.addHours)}
            onClick={() => onChange([...hours, afterThose(hours)])}
          />
        </div>
      )}
    </Inline>
  )
}

type TimesProps = {
  name: string | undefined
  nth: number
  one: DayHours
  wrong: string | null
  onChange: (one: DayHours) => void
}

function Times({ name, nth, one, wrong, onChange }: TimesProps) {
  const { days, instructions } = useWords()
  const [from, to] = name ? [instructions.from(name), instructions.to(name)] : [days.from, days.to]
  const called = (label: string) => (nth === 0 ? label : `${label} (${nth + 1})`)
  return (
    <>
      <LineControl
        type="time"
        label={called(from)}
        value={clockOf(one.from)}
        error={wrong}
        onChange={(value) => onChange({ ...one, from: minutesOf(value) ?? one.from })}
      />
      <LineControl
        type="time"
        label={called(to)}
        value={clockOf(one.to)}
        hint={one.to < one.from ? days.nextDay : undefined}
        onChange={(value) => onChange({ ...one, to: minutesOf(value) ?? one.to })}
      />
    </>
  )
}

type Wrong = { sameTime: string; atOnce: string }

function wrongWith(one: DayHours, ofDay: readonly DayHours[], words: Wrong): string | null {
  if (one.from === one.to) return words.sameTime
  return isAtOnce(one, ofDay) ? words.atOnce : null
}
