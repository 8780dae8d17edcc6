import { PER_MINUTE_MAX, type Template } from '@hilo/protocol'
import type { FormEvent } from 'react'
import type { Words } from '../../i18n/en.ts'
import { issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { zoneName } from '../../i18n/zone.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { AudienceFields } from './AudienceFields.tsx'
import { type Preview, PreviewPart } from './PreviewPart.tsx'
import { StartPart } from './StartPart.tsx'
import { useBroadcastDraft } from './use-broadcast-draft.ts'
import { ValueFields } from './ValueFields.tsx'

type Props = {
  template: Template
  /** The languages in which the same template is approved besides. */
  others: readonly string[]
}

/** The fields of the API that this form shows, each with what is wrong with it. */
const SHOWN = ['name', 'values', 'audience', 'perMinute', 'startsAt']

/** What fills a template, who gets it, when and how fast: counted first, then sent. */
export function BroadcastForm({ template, others }: Props) {
  const { broadcasts: words } = useWords()
  const draft = useBroadcastDraft(template)
  const { typed, set, fields, issues, fault, preview } = draft
  const submit = (event: FormEvent) => {
    event.preventDefault()
    draft.count()
  }
  const nobody = preview && nobodyIn(preview, words)
  const unready = preview ? nobody : words.countFirst
  const beside = draft.faultCount > 0 ? words.toCorrect(draft.faultCount) : nobody
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={words.name}
        hint={words.nameHint}
        maxLength={120}
        value={typed.name}
        error={fault('name') ?? issues.at('name')}
        onChange={(name) => set({ name })}
      />
      {fields.map((field) => (
        <ValueFields
          key={field.key}
          field={field}
          draft={typed.values[field.key]}
          template={template}
          fault={fault}
          issues={issuesBelow(issues, 'values', field.key)}
          onChange={(value) => draft.setCounted({ values: { ...typed.values, [field.key]: value } })}
        />
      ))}
      <AudienceFields
        draft={typed.audience}
        timeZone={draft.timeZone}
        fault={fault}
        issues={issuesBelow(issues, 'audience')}
        onChange={(audience) => draft.setCounted({ audience })}
      />
      <LineControl
        label={words.perMinute}
        type="number"
        min={1}
        max={PER_MINUTE_MAX}
        value={typed.perMinute}
        error={fault('perMinute') ?? issues.at('perMinute')}
        onChange={(perMinute) => set({ perMinute })}
      />
      <LineControl
        label={words.startAt}
        hint={words.startHint(zoneName(draft.timeZone))}
        type="datetime-local"
        value={typed.startsAt}
        error={fault('startsAt') ?? issues.at('startsAt')}
        onChange={(startsAt) => set({ startsAt })}
      />
      {preview && <PreviewPart {...{ preview, template, others }} />}
      <Refusal error={draft.error} fields={SHOWN} marked={draft.refused} />
      <Inline isWrapping>
        <Button type="submit" disabledReason={draft.isCounting && words.counting}>
          {words.count}
        </Button>
        <StartPart
          template={template}
          preview={preview}
          startsAt={typed.startsAt}
          timeZone={draft.timeZone}
          disabledReason={unready ?? (draft.isStarting && words.start)}
          isWhole={draft.isWhole}
          onStart={draft.start}
        />
        {beside && (
          <Text size="sm" tone={draft.faultCount > 0 ? 'fail' : 'wait'}>
            {beside}
          </Text>
        )}
      </Inline>
    </Form>
  )
}

/** Why it cannot be started although it was counted; null: somebody gets it. */
function nobodyIn({ matched, deliverable }: Preview, words: Words['broadcasts']): string | null {
  if (matched === 0) return words.nobodyFits
  return deliverable === 0 ? words.nobodyGetsIt : null
}
