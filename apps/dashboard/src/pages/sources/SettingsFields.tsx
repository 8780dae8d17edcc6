import {
  SITE_DELAY_MAX_MS,
  SITE_DEPTH_MAX,
  SITE_PAGES_MAX,
  SOURCE_NAME_MAX,
  type SourcePublishing,
} from '@hilo/protocol'
import type { Issues } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { CheckControl, ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import type { SourceDraft } from './draft.ts'

type Props = {
  draft: SourceDraft
  kind: 'file' | 'page' | 'site'
  /** What it is called where nothing is written. */
  usualName?: string
  /** It has articles already, which some of it concerns at once. */
  isKnown?: boolean
  issues: Issues
  onChange: (draft: SourceDraft) => void
}

/** What is set of a source: its name, whom it answers, when it is read again, and how far a site is read. */
export function SettingsFields({ draft, kind, usualName = '', isKnown = false, issues, onChange }: Props) {
  const { sources } = useWords()
  const { form: words, schedules } = sources
  const set = (key: keyof SourceDraft) => (value: string | boolean) => onChange({ ...draft, [key]: value })
  return (
    <>
      <LineControl
        label={words.name}
        value={draft.name}
        placeholder={usualName}
        error={issues.at('name')}
        maxLength={SOURCE_NAME_MAX}
        onChange={set('name')}
      />
      <LineControl
        label={words.language}
        hint={words.languageHint}
        value={draft.language}
        error={issues.at('language')}
        maxLength={20}
        onChange={set('language')}
      />
      <ChoiceControl
        label={words.audience}
        hint={isKnown ? words.audienceHint : undefined}
        value={draft.audience}
        options={optionsOf(words.audiences)}
        onChange={set('audience')}
      />
      <PublishingField
        value={draft.publishing}
        error={issues.at('publishing')}
        onChange={set('publishing')}
      />
      {kind !== 'file' && (
        <ChoiceControl
          label={words.schedule}
          value={draft.schedule}
          error={issues.at('schedule')}
          options={optionsOf(schedules)}
          onChange={set('schedule')}
        />
      )}
      {kind === 'site' && <SiteFields {...{ draft, issues, set }} />}
    </>
  )
}

type PublishingProps = {
  value: SourcePublishing
  error?: string | null
  onChange: (value: SourcePublishing) => void
}

/** What becomes of what is new or changed, with what follows from either. */
export function PublishingField({ value, error = null, onChange }: PublishingProps) {
  const { form: words } = useWords().sources
  return (
    <ChoiceControl
      label={words.publishing}
      hint={words.publishingHints[value]}
      value={value}
      error={error}
      options={optionsOf(words.publishings)}
      onChange={(next) => onChange(next as SourcePublishing)}
    />
  )
}

type SiteProps = {
  draft: SourceDraft
  issues: Issues
  set: (key: keyof SourceDraft) => (value: string | boolean) => void
}

function SiteFields({ draft, issues, set }: SiteProps) {
  const { form: words } = useWords().sources
  const number = { type: 'number', min: 0 } as const
  return (
    <>
      <LineControl
        {...number}
        label={words.pagesMax}
        value={draft.pagesMax}
        error={issues.at('site', 'pagesMax')}
        max={SITE_PAGES_MAX}
        onChange={set('pagesMax')}
      />
      <LineControl
        {...number}
        label={words.depthMax}
        value={draft.depthMax}
        error={issues.at('site', 'depthMax')}
        max={SITE_DEPTH_MAX}
        onChange={set('depthMax')}
      />
      <LineControl
        {...number}
        label={words.delay}
        hint={words.delayHint}
        value={draft.delayMs}
        error={issues.at('site', 'delayMs')}
        max={SITE_DELAY_MAX_MS}
        onChange={set('delayMs')}
      />
      <LinesControl
        isMono
        label={words.include}
        hint={words.includeHint}
        value={draft.include}
        error={issues.within('site', 'include')}
        onChange={set('include')}
      />
      <LinesControl
        isMono
        label={words.exclude}
        hint={words.excludeHint}
        value={draft.exclude}
        error={issues.within('site', 'exclude')}
        onChange={set('exclude')}
      />
      <CheckControl label={words.sitemap} isChecked={draft.usesSitemap} onChange={set('usesSitemap')} />
    </>
  )
}

function optionsOf(labels: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
