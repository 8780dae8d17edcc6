import {
  type DraftProblem,
  definitionOfDraft,
  draftProblems,
  exampleKeys,
  fillTemplate,
  type Id,
  TEMPLATE_BUTTON_KINDS,
  type Template,
  type TemplateDraft,
} from '@hilo/protocol'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTemplates } from '../../api/templates.ts'
import { useWriteTemplate } from '../../api/write-template.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column, Part } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { TemplateView } from '../conversation/TemplateView.tsx'
import { ButtonFields } from './ButtonFields.tsx'
import { HeaderFields } from './HeaderFields.tsx'

const BLANK: TemplateDraft = {
  ...{ name: '', language: 'es', category: 'utility', format: 'named', header: null, body: '', footer: null },
  ...{ buttons: [], examples: {} },
}

/** Writes a template, or changes one, with what the contact will read beneath. */
export function TemplateEditorPage() {
  const { templates: words, writeTemplate } = useWords()
  const { inboxId, templateId } = useParams({ from: '/app/settings/templates/$inboxId/$templateId' })
  const { data, error, isPending, refetch } = useTemplates(inboxId as Id)
  const isNew = templateId === 'new'
  const template = data?.templates.find(({ id }) => id === templateId)
  const title = isNew ? writeTemplate.create : writeTemplate.edit
  return (
    <Pane kind="main" role="main" label={title}>
      <PageTitle page={title} />
      <PaneHeader>
        <Text as="h1" isStrong>
          {title}
        </Text>
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={title} failed={words.error} />
      {data && !isNew && !template && <EmptyState title={words.noMatch} />}
      {data && (isNew || template) && (
        <PaneBody>
          <Column>
            <TemplateEditor inboxId={inboxId as Id} template={template ?? null} />
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function draftOf({ name, language, category, definition }: Template): TemplateDraft {
  const { unknownParts: _unknown, cards: _cards, buttons, ...parts } = definition
  const own = buttons.flatMap((button) => {
    const kind = TEMPLATE_BUTTON_KINDS.find((one) => one === button.kind)
    return kind ? [{ ...button, kind }] : []
  })
  return { ...parts, buttons: own, name, language, category: category === 'marketing' ? category : 'utility' }
}

function TemplateEditor({ inboxId, template }: { inboxId: Id; template: Template | null }) {
  const { templates: words, writeTemplate } = useWords()
  const navigate = useNavigate()
  const write = useWriteTemplate(inboxId)
  const [draft, setDraft] = useState(() => (template ? draftOf(template) : BLANK))
  const [isTried, setTried] = useState(false)
  const problems = draftProblems(draft)
  const set = (changes: Partial<TemplateDraft>) => setDraft({ ...draft, ...changes })
  const errorAt = (key: string) => (isTried ? wordOf(problems, key, writeTemplate.problems) : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problems.length > 0) return
    write.mutate(
      { draft, templateId: template?.id ?? null },
      { onSuccess: () => void navigate({ to: '/settings/templates' }) },
    )
  }
  const definition = definitionOfDraft(draft)
  const shown = fillTemplate(draft, definition, { values: draft.examples })
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={writeTemplate.name}
        hint={writeTemplate.nameHint}
        value={draft.name}
        disabled={template !== null}
        error={errorAt('name')}
        onChange={(name) => set({ name })}
      />
      <LineControl
        label={words.language}
        hint={writeTemplate.languageHint}
        value={draft.language}
        disabled={template !== null}
        error={errorAt('language')}
        onChange={(language) => set({ language })}
      />
      <ChoiceControl
        label={writeTemplate.category}
        value={draft.category}
        options={(['utility', 'marketing'] as const).map((value) => ({
          value,
          label: words.categories[value] ?? value,
        }))}
        onChange={(category) => set({ category: category as TemplateDraft['category'] })}
      />
      <ChoiceControl
        label={writeTemplate.format}
        value={draft.format}
        options={(['named', 'positional'] as const).map((value) => ({
          value,
          label: writeTemplate.formats[value],
        }))}
        onChange={(format) => set({ format: format as TemplateDraft['format'] })}
      />
      <HeaderFields inboxId={inboxId} draft={draft} errorAt={errorAt} onChange={set} />
      <LinesControl
        label={writeTemplate.body}
        hint={writeTemplate.gapHint[draft.format]}
        value={draft.body}
        error={errorAt('body')}
        onChange={(body) => set({ body })}
      />
      <LineControl
        label={writeTemplate.footer}
        note={words.fields.optional}
        value={draft.footer ?? ''}
        error={errorAt('footer')}
        onChange={(footer) => set({ footer: footer === '' ? null : footer })}
      />
      <ButtonFields draft={draft} errorAt={errorAt} onChange={set} />
      {exampleKeys(draft).map((key) => (
        <LineControl
          key={key}
          label={writeTemplate.example(key)}
          value={Object.hasOwn(draft.examples, key) ? (draft.examples[key] ?? '') : ''}
          error={errorAt(`example.${key}`)}
          onChange={(example) => set({ examples: { ...draft.examples, [key]: example } })}
        />
      ))}
      <Part title={words.preview}>
        <Stack gap={1}>
          {draft.header && draft.header.type !== 'text' && (
            <Text size="sm" tone="muted">
              {words.fields[draft.header.type]}
            </Text>
          )}
          <TemplateView content={shown} media={null} />
        </Stack>
      </Part>
      {write.error && (
        <div role="alert">
          <Text size="sm" tone="fail">
            {refusalOf(write.error)}
          </Text>
        </div>
      )}
      <Inline>
        <Button variant="primary" type="submit" disabledReason={write.isPending && writeTemplate.sending}>
          {writeTemplate.submit}
        </Button>
        <Button onClick={() => void navigate({ to: '/settings/templates' })}>{writeTemplate.leave}</Button>
      </Inline>
    </Form>
  )
}

/** The platform's own words say more than ours, in whatever language. */
function refusalOf(error: Error): string {
  return 'code' in error && error.code === 'conflict' ? error.message : explainError(error)
}

type ProblemWords = Record<DraftProblem['code'], string>

function wordOf(problems: readonly DraftProblem[], key: string, words: ProblemWords): string | null {
  const found = problems.find((problem) => problem.key === key)
  return found ? words[found.code] : null
}
