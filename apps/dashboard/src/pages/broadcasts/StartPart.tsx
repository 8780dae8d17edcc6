import type { Template } from '@hilo/protocol'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useInboxes } from '../../api/session.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { languageInText } from '../../i18n/language-name.ts'
import { wallTime } from '../../i18n/time.ts'
import { zoneName } from '../../i18n/zone.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { goToWrong } from '../../ui/Form.tsx'
import { type Preview, priceOf } from './PreviewPart.tsx'

type Props = {
  template: Template
  preview: Preview | undefined
  /** On the clock of the organisation; empty: now. */
  startsAt: string
  timeZone: string
  disabledReason: string | false | null
  /** Marks what is missing, and says whether nothing is. */
  isWhole: () => boolean
  onStart: () => void
}

/** Starts or schedules what was counted, once a member has read again what goes to how many. */
export function StartPart({
  template,
  preview,
  startsAt,
  timeZone,
  disabledReason,
  isWhole,
  onStart,
}: Props) {
  const { broadcasts: words, shortcuts } = useWords()
  const language = useLanguage()
  const [isAsking, setAsking] = useState(false)
  const inbox = useInboxes().data?.find(({ id }) => id === template.inboxId)
  const count = preview?.deliverable ?? 0
  const when = startsAt === '' ? null : `${wallTime(startsAt, language)} (${zoneName(timeZone)})`
  const action = when === null ? words.start : words.schedule
  return (
    <>
      <Button
        variant="primary"
        disabledReason={disabledReason}
        onClick={({ currentTarget }) => {
          flushSync(() => setAsking(isWhole()))
          goToWrong(currentTarget)
        }}
      >
        {action}
      </Button>
      {isAsking && preview && (
        <Confirm
          title={words.startTitle(template.name, count, count.toLocaleString(language))}
          body={words.startBody({
            ...{ language: languageInText(template.language), inbox: inbox?.name ?? '', when },
            price: priceOf(preview, language),
          })}
          action={action}
          cancel={words.notYet}
          closeLabel={shortcuts.close}
          onConfirm={() => {
            setAsking(false)
            onStart()
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
