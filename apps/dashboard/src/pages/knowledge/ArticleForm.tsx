import { useDeferredValue, useState } from 'react'
import { useLinkOf } from '../../api/link-hosts.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { languageOptions } from '../../i18n/language-name.ts'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Fields, goToWrong } from '../../ui/Form.tsx'
import { Markdown } from '../../ui/markdown/Markdown.tsx'
import { NARROW, useMedia } from '../../ui/media.ts'
import { Refusal } from '../../ui/Refusal.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { TabRow } from '../../ui/Tabs.tsx'
import { Text } from '../../ui/Text.tsx'
import { FieldRow, Halves, PreviewBox } from '../../ui/Writing.tsx'
import { BodyArea } from './BodyArea.tsx'
import { problemsOf, type WordsProblem } from './draft.ts'
import { drawPicture } from './PictureView.tsx'
import { type Editing, SHOWN } from './use-editing.ts'

type Props = { editing: Editing; languages: readonly string[] }

/** What an article says, and beside it how it is read; on a phone one after the other. */
export function ArticleForm({ editing, languages }: Props) {
  const { knowledge: words, errors } = useWords()
  const { words: written, change, issues } = editing
  const isReadOnly = useReadOnlyReason() !== null
  const isNarrow = useMedia(NARROW)
  const [half, setHalf] = useState<'write' | 'preview'>('write')
  const [seen, setSeen] = useState(editing.tries)
  if (seen !== editing.tries) {
    setSeen(editing.tries)
    // What is marked has to be in sight.
    setHalf('write')
  }
  const problems = problemsOf(written, editing.isToAnswer)
  const problem = (...of: WordsProblem[]) => {
    const found = of.find((one) => problems.includes(one) && (one !== 'title_missing' || editing.tries > 0))
    return found ? words.problems[found] : null
  }
  return (
    <Fields>
      <Refusal error={editing.refused} fields={SHOWN} />
      {editing.tries > 0 && problems.length > 0 && (
        // Anew with each try, so that what is wrong is gone to.
        <div key={editing.tries} role="alert" ref={goToWrong}>
          <Text size="sm" tone="fail">
            {errors.marked}
          </Text>
        </div>
      )}
      {isNarrow && (
        <TabRow
          label={words.views}
          value={half}
          options={[
            { value: 'write', label: words.writeTab },
            { value: 'preview', label: words.preview },
          ]}
          onChange={setHalf}
        />
      )}
      <Halves
        left={
          (!isNarrow || half === 'write') && (
            <Stack gap={4}>
              <LineControl
                label={words.articleTitle}
                hint={words.titleHint}
                value={written.title}
                disabled={isReadOnly}
                error={problem('title_missing', 'title_long') ?? issues.at('title')}
                onChange={(title) => change({ title })}
              />
              <BodyArea editing={editing} error={problem('body_missing', 'body_long') ?? issues.at('body')} />
            </Stack>
          )
        }
        right={(!isNarrow || half === 'preview') && <Preview editing={editing} />}
      />
      <FieldRow>
        <ChoiceControl
          label={words.language}
          value={written.language}
          error={issues.at('language')}
          disabled={isReadOnly}
          options={languageOptions([written.language, ...languages])}
          onChange={(language) => change({ language })}
        />
        <ChoiceControl
          label={words.audience}
          hint={words.audienceHints[written.audience]}
          value={written.audience}
          error={issues.at('audience')}
          disabled={isReadOnly}
          options={(['public', 'internal'] as const).map((value) => ({
            value,
            label: words.audiences[value],
          }))}
          onChange={(audience) => change({ audience: audience === 'internal' ? 'internal' : 'public' })}
        />
      </FieldRow>
      <LinesControl
        label={words.alternates}
        note={words.alternatesNote}
        hint={words.alternatesHint}
        value={written.alternates.join('\n')}
        disabled={isReadOnly}
        error={problem('alternate_long', 'alternates_many') ?? issues.within('alternates')}
        onChange={(text) => change({ alternates: text === '' ? [] : text.split('\n') })}
      />
    </Fields>
  )
}

/** A long text is shown when the writer pauses. */
function Preview({ editing: { words: written } }: { editing: Editing }) {
  const { knowledge: words } = useWords()
  const linkOf = useLinkOf()
  const body = useDeferredValue(written.body)
  return (
    <PreviewBox label={words.preview} title={written.title || words.untitled}>
      {body.trim() === '' ? (
        <Text size="sm" tone="muted">
          {words.previewEmpty}
        </Text>
      ) : (
        <Markdown text={body} ways={{ linkOf, pictureOf: drawPicture }} />
      )}
    </PreviewBox>
  )
}
