import type { ArticleAudience } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { languageOptions } from '../../i18n/language-name.ts'
import { ChoiceControl } from '../../ui/Control.tsx'
import { FieldRow } from '../../ui/Writing.tsx'

/** In which language something is written, and who may read it. */
export type Readers = { language: string; audience: ArticleAudience }

type Props = { languages: readonly string[]; readers: Readers; onChange: (readers: Readers) => void }

export function WrittenFor({ languages, readers, onChange }: Props) {
  const { knowledge: words } = useWords()
  return (
    <FieldRow>
      <ChoiceControl
        label={words.language}
        value={readers.language}
        options={languageOptions(languages)}
        onChange={(language) => onChange({ ...readers, language })}
      />
      <ChoiceControl
        label={words.audience}
        value={readers.audience}
        options={(['public', 'internal'] as const).map((value) => ({ value, label: words.audiences[value] }))}
        onChange={(value) => onChange({ ...readers, audience: value === 'internal' ? 'internal' : 'public' })}
      />
    </FieldRow>
  )
}
