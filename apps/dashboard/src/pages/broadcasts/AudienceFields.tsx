import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { zoneName } from '../../i18n/zone.ts'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import type { AudienceDraft } from './draft.ts'

type Props = {
  draft: AudienceDraft
  /** Where its days begin. */
  timeZone: string
  fault: (field: string) => string | null
  issues: Issues
  onChange: (draft: AudienceDraft) => void
}

/** Who gets a broadcast: a segment of the contacts, or a list of numbers. */
export function AudienceFields({ draft, timeZone, fault, issues, onChange }: Props) {
  const { broadcasts: words } = useWords()
  const set = (key: keyof AudienceDraft) => (value: string) => onChange({ ...draft, [key]: value })
  const options = Object.entries(words.audiences).map(([value, label]) => ({ value, label }))
  return (
    <>
      <ChoiceControl label={words.audience} value={draft.who} options={options} onChange={set('who')} />
      {draft.who === 'list' ? (
        <>
          <LinesControl
            label={words.numbers}
            hint={words.numbersHint}
            value={draft.numbers}
            error={fault('numbers') ?? issues.within('numbers')}
            onChange={set('numbers')}
            isMono
          />
          <LineControl
            label={words.evidence}
            hint={words.evidenceHint}
            value={draft.evidence}
            error={fault('evidence') ?? issues.at('evidence')}
            maxLength={2_000}
            onChange={set('evidence')}
          />
        </>
      ) : (
        <>
          <LineControl
            label={words.tags}
            hint={words.tagsHint}
            value={draft.tags}
            error={issues.within('tags')}
            onChange={set('tags')}
          />
          <LinesControl
            label={words.attributes}
            hint={words.attributesHint}
            value={draft.attributes}
            error={fault('attributes') ?? issues.within('attributes')}
            onChange={set('attributes')}
          />
          <LineControl
            label={words.language}
            placeholder="es"
            value={draft.language}
            hint={words.languageHint}
            error={fault('language') ?? issues.at('language')}
            onChange={set('language')}
          />
          <LineControl
            label={words.wroteSince}
            hint={words.dayHint(zoneName(timeZone))}
            type="date"
            value={draft.wroteSince}
            error={issues.at('wroteSince')}
            onChange={set('wroteSince')}
          />
          <LineControl
            label={words.wroteBefore}
            type="date"
            value={draft.wroteBefore}
            error={fault('wroteBefore') ?? issues.at('wroteBefore')}
            onChange={set('wroteBefore')}
          />
        </>
      )}
    </>
  )
}
