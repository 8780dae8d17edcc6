import { newId, SOURCE_URL_MAX } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useAddSource } from '../../api/sources.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { NEW_DRAFT, nameFor, SHOWN, settingsOf } from './draft.ts'
import { SettingsFields } from './SettingsFields.tsx'

/** A page or a site that knowledge is to be taken from. */
export function NewSourcePage() {
  const { sources: words } = useWords()
  return (
    <Pane kind="main" role="main" label={words.add}>
      <PageTitle page={words.add} />
      <PaneHeader>
        <Inline>
          <Link to="/knowledge/sources" className={BACK_LINK}>
            <BackMark label={words.back} />
          </Link>
          <Text as="h1" isStrong isTruncated>
            {words.add}
          </Text>
        </Inline>
      </PaneHeader>
      <PaneBody>
        <Column>
          <SourceForm />
        </Column>
      </PaneBody>
    </Pane>
  )
}

function SourceForm() {
  const { sources, backends } = useWords()
  const { form: words } = sources
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const add = useAddSource()
  const [clientId] = useState(() => newId())
  const [kind, setKind] = useState<'page' | 'site'>('site')
  const [url, setUrl] = useState('')
  const [draft, setDraft] = useState(NEW_DRAFT)
  // Whoever copies an address from a letter has it without its beginning.
  const address = /^https?:\/\//i.test(url.trim()) ? url.trim() : `https://${url.trim()}`
  const usualName = nameFor(address)
  const settings = settingsOf({ ...draft, name: draft.name.trim() || usualName }, kind === 'site')
  const now = { ...settings, url: url.trim() === '' ? '' : address, clientId }
  const issues = issuesOf(add.error, { sent: add.variables, now })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(now, {
      onSuccess: ({ id }) => void navigate({ to: '/knowledge/sources/$sourceId', params: { sourceId: id } }),
    })
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <ChoiceControl
        label={words.kind}
        value={kind}
        options={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
        onChange={(value) => setKind(value as 'page' | 'site')}
      />
      <LineControl
        label={words.url}
        hint={words.urlHint}
        inputMode="url"
        value={url}
        error={issues.at('url')}
        maxLength={SOURCE_URL_MAX}
        onChange={setUrl}
      />
      <SettingsFields draft={draft} kind={kind} usualName={usualName} issues={issues} onChange={setDraft} />
      <Refusal error={add.error} fields={SHOWN} />
      <Inline>
        <Button
          type="submit"
          variant="primary"
          disabledReason={readOnly ?? (add.isPending && backends.saving)}
        >
          {words.start}
        </Button>
      </Inline>
    </Form>
  )
}
