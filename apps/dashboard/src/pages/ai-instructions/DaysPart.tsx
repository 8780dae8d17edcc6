import { type DayHours, EXCEPTIONAL_DAY_NAME_MAX, type ExceptionalDay, isAtOnce } from '@hilo/protocol'
import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useIsWithoutHours } from '../../api/ai-instructions.ts'
import {
  useDeleteExceptionalDay,
  useExceptionalDays,
  usePutExceptionalDay,
} from '../../api/exceptional-days.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Form } from '../../ui/Form.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { DayHoursFields } from './DayHoursFields.tsx'
import { clockOf } from './words.ts'

/** Holidays and days with other hours: no part of the instructions, since they hold at once and for all. */
export function DaysPart() {
  const { days: words } = useWords()
  const { data, error, isPending, refetch } = useExceptionalDays()
  const readOnly = useReadOnlyReason()
  const isWithoutHours = useIsWithoutHours('org')
  return (
    <Part title={words.title} intro={data && words.intro(data.timeZone)}>
      {isWithoutHours && (
        <Text as="p" size="sm" tone="wait">
          {words.noHours}
        </Text>
      )}
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data?.days.length === 0 && (
        <Text as="p" size="sm" tone="muted">
          {words.none}
        </Text>
      )}
      {data && data.days.length > 0 && (
        <Rows label={words.title}>
          {data.days.map((one) => (
            <DayRow key={one.day} one={one} />
          ))}
        </Rows>
      )}
      {data && readOnly === null && (
        <Disclosure summary={words.addOne}>
          <AddDay days={data.days} />
        </Disclosure>
      )}
    </Part>
  )
}

function DayRow({ one: { day, name, hours } }: { one: ExceptionalDay }) {
  const { days: words } = useWords()
  const language = useLanguage()
  const readOnly = useReadOnlyReason()
  const remove = useDeleteExceptionalDay()
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' })
  const times = hours.map(({ from, to }) => words.hours(clockOf(from), clockOf(to)))
  const open = times.length > 0 ? new Intl.ListFormat(language).format(times) : words.closed
  return (
    <ItemRow
      end={
        <IconButton
          icon={Trash2}
          label={words.remove(name)}
          disabledReason={readOnly}
          onClick={() => remove.mutate(day, { onError: sayRefused })}
        />
      }
    >
      <Text isBroken>{name}</Text>
      <Text as="p" size="sm" tone="muted">
        {`${date.format(new Date(day))}, ${open}`}
      </Text>
    </ItemRow>
  )
}

type Draft = { day: string; name: string; open: 'closed' | 'hours'; hours: DayHours[] }

const NEW: Draft = { day: '', name: '', open: 'closed', hours: [{ from: 540, to: 780 }] }

/** Of the days that are there one of the same date is replaced, and said so. */
function AddDay({ days }: { days: readonly ExceptionalDay[] }) {
  const { days: words, knowledge } = useWords()
  const put = usePutExceptionalDay()
  const [draft, setDraft] = useState(NEW)
  const [isTried, setTried] = useState(false)
  const now = dayOf(draft)
  const issues = issuesOf(put.error, { sent: put.variables, now })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const missing = (text: string) => (isTried && text.trim() === '' ? knowledge.fillIn : null)
  const isWrong = now.hours.some((one) => one.from === one.to || isAtOnce(one, now.hours))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.day === '' || now.name === '' || isWrong || put.isPending) return
    const before = days.find(({ day }) => day === now.day)?.name
    const said = before ? words.replaced(now.name, before) : words.added(now.name)
    put.mutate(now, {
      onSuccess: () => {
        setDraft(NEW)
        setTried(false)
        toast({ tone: 'plain', title: said })
      },
    })
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={words.date}
        hint={words.dateHint}
        type="date"
        value={draft.day}
        error={missing(draft.day) ?? issues.at('day')}
        onChange={(day) => change({ day })}
      />
      <LineControl
        label={words.name}
        hint={words.nameHint}
        maxLength={EXCEPTIONAL_DAY_NAME_MAX}
        value={draft.name}
        error={missing(draft.name) ?? issues.at('name')}
        onChange={(name) => change({ name })}
      />
      <ChoiceControl
        label={words.open}
        value={draft.open}
        options={Object.entries(words.opens).map(([value, label]) => ({ value, label }))}
        onChange={(open) => change({ open: open as Draft['open'] })}
      />
      {draft.open === 'hours' && (
        <DayHoursFields hours={draft.hours} onChange={(hours) => change({ hours })} />
      )}
      <Refusal error={put.error} fields={['day', 'name', 'hours']} />
      <Inline>
        <Button type="submit" disabledReason={put.isPending && knowledge.saving}>
          {words.add}
        </Button>
      </Inline>
    </Form>
  )
}

function dayOf({ day, name, open, hours }: Draft): ExceptionalDay {
  return { day, name: name.trim(), hours: open === 'hours' ? hours : [] }
}
