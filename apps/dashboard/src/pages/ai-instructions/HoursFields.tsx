import type { OfficeHours } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { CheckControl, LineControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import type { Editing } from './use-editing.ts'
import { clockOf, minutesOf } from './words.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
const MORNING: Omit<OfficeHours, 'weekday'> = { from: 540, to: 1_080 }
const OFFICE: OfficeHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...MORNING }))

/** When members are there: told to who is handed over. One time a day here; the API takes several. */
export function HoursFields({ editing }: { editing: Editing }) {
  const { instructions: words } = useWords()
  const { hours } = editing.words
  return (
    <Part title={words.fields.hours} intro={words.hints.hours}>
      <CheckControl
        label={words.saysHours}
        isChecked={hours !== null}
        onChange={(isChecked) => editing.change({ hours: isChecked ? OFFICE : null })}
      />
      {hours && (
        <Stack gap={2}>
          {WEEKDAYS.map((weekday) => (
            <Day
              key={weekday}
              weekday={weekday}
              hours={hours}
              onChange={(next) => editing.change({ hours: next })}
            />
          ))}
        </Stack>
      )}
    </Part>
  )
}

type DayProps = { weekday: number; hours: OfficeHours[]; onChange: (hours: OfficeHours[]) => void }

function Day({ weekday, hours, onChange }: DayProps) {
  const { instructions: words } = useWords()
  const language = useLanguage()
  const own = hours.find((one) => one.weekday === weekday)
  const put = (change: Partial<OfficeHours>) =>
    onChange(hours.map((one) => (one === own ? { ...one, ...change } : one)))
  const name = nameOf(weekday, language)
  return (
    <Inline isWrapping align="center">
      <div className="w-32">
        <CheckControl
          label={name}
          isChecked={own !== undefined}
          onChange={(isChecked) =>
            onChange(
              isChecked
                ? [...hours, { weekday, ...MORNING }]
                : hours.filter((one) => one.weekday !== weekday),
            )
          }
        />
      </div>
      {own && (
        <>
          <LineControl
            type="time"
            label={words.from(name)}
            value={clockOf(own.from)}
            error={own.from === own.to ? words.hoursSame : null}
            onChange={(value) => put({ from: minutesOf(value) ?? own.from })}
          />
          <LineControl
            type="time"
            label={words.to(name)}
            value={clockOf(own.to)}
            hint={own.to < own.from ? words.nextDay : undefined}
            onChange={(value) => put({ to: minutesOf(value) ?? own.to })}
          />
        </>
      )}
    </Inline>
  )
}

/** The first of January 2024 was a Monday. */
function nameOf(weekday: number, language: string): string {
  const day = new Date(Date.UTC(2024, 0, weekday))
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(day)
}
