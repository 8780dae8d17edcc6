import { type DayHours, type OfficeHours, ofWeekday } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { CheckControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { DayHoursFields } from './DayHoursFields.tsx'
import type { Editing } from './use-editing.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
const MORNING: DayHours = { from: 540, to: 1_080 }
const OFFICE: OfficeHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...MORNING }))

/** When members are there: told to who is handed over. */
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
  const language = useLanguage()
  const own = ofWeekday(hours, weekday)
  const put = (next: readonly DayHours[]) =>
    onChange([
      ...hours.filter((one) => one.weekday !== weekday),
      ...next.map(({ from, to }) => ({ weekday, from, to })),
    ])
  const name = nameOf(weekday, language)
  return (
    <Inline isWrapping align="start">
      <div className="w-32 sm:pt-7">
        <CheckControl
          label={name}
          isChecked={own.length > 0}
          onChange={(isChecked) => put(isChecked ? [MORNING] : [])}
        />
      </div>
      {own.length > 0 && <DayHoursFields name={name} hours={own} onChange={put} />}
    </Inline>
  )
}

/** The first of January 2024 was a Monday. */
function nameOf(weekday: number, language: string): string {
  const day = new Date(Date.UTC(2024, 0, weekday))
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(day)
}
