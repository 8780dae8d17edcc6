import type { Conversation, Template } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTemplates } from '../../api/templates.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ComposerFrame, ComposerNotice } from '../../ui/ComposerFrame.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { PickItem, PickList } from '../../ui/PickList.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { TemplateForm } from './TemplateForm.tsx'
import { inLanguage, type NamedTemplate, namedTemplates } from './template-choice.ts'

type Props = {
  conversation: Conversation
  tabs: ReactNode
  /** Why only a template can be sent; null while the window is open. */
  notice: string | null
  onSent: () => void
}

/** The composer where a template is sent: first it is chosen, then its values are filled in. */
export function TemplateComposer({ conversation, tabs, notice, onSent }: Props) {
  const [chosen, setChosen] = useState<Template | null>(null)
  const templates = useTemplates(conversation.inbox.id)
  const known = templates.data?.templates ?? []
  // It may have been paused meanwhile.
  const current = chosen && (known.find(({ id }) => id === chosen.id) ?? chosen)
  if (current) {
    return (
      <TemplateForm
        // What was typed stays when the language changes.
        key={current.name}
        conversation={conversation}
        tabs={tabs}
        template={current}
        languages={known.filter(({ name, status }) => name === current.name && status === 'approved')}
        onLanguage={setChosen}
        onBack={() => setChosen(null)}
        onSent={() => {
          setChosen(null)
          onSent()
        }}
      />
    )
  }
  return <Picker {...{ conversation, tabs, notice, templates }} onChoose={setChosen} />
}

type PickerProps = Omit<Props, 'onSent'> & {
  templates: ReturnType<typeof useTemplates>
  onChoose: (template: Template) => void
}

function Picker({ conversation, tabs, notice, templates, onChoose }: PickerProps) {
  const { templates: words, composer } = useWords()
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const { data, error, isPending } = templates
  const all = namedTemplates(data?.templates ?? [], '')
  const shown = namedTemplates(data?.templates ?? [], search)
  const best = (named: NamedTemplate) => inLanguage(named, [conversation.contact.locale, language])
  return (
    <ComposerFrame
      kind="reply"
      label={composer.label}
      dropHint={composer.dropHere}
      onFiles={null}
      tabs={tabs}
      foot={
        <>
          <Text size="xs" tone={notice ? 'wait' : 'faint'}>
            {notice}
          </Text>
          <Link to="/settings/templates" className={TEXT_LINK}>
            {words.manage}
          </Link>
        </>
      }
    >
      {error && !data && <ComposerNotice title={words.error}>{explainError(error)}</ComposerNotice>}
      {data && all.length === 0 && (
        <ComposerNotice title={words.emptyTitle}>{words.emptyBody}</ComposerNotice>
      )}
      {(isPending || all.length > 0) && (
        <Stack gap={1}>
          <Inline pad={2}>
            <SearchField label={words.search} value={search} onSearch={setSearch} />
          </Inline>
          {data && shown.length === 0 && <ComposerNotice title={words.noMatch}>{search}</ComposerNotice>}
          <PickList label={words.pick}>
            {shown.map((named) => (
              <PickItem key={named.name} onPick={() => onChoose(best(named))}>
                <Named named={named} shown={best(named)} />
              </PickItem>
            ))}
          </PickList>
        </Stack>
      )}
    </ComposerFrame>
  )
}

function Named({ named: { name, languages }, shown }: { named: NamedTemplate; shown: Template }) {
  const { templates: words } = useWords()
  const { category, definition } = shown
  return (
    <>
      <Inline isWrapping>
        <Text isStrong>{name}</Text>
        <Badge>{words.categories[category] ?? category}</Badge>
        {languages.map(({ id, language }) => (
          <Badge key={id}>{language}</Badge>
        ))}
      </Inline>
      <Text size="sm" tone="muted" isTruncated>
        {definition.body}
      </Text>
    </>
  )
}
