import type { Source } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useChangeSource } from '../../api/sources.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Form } from '../../ui/Form.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { toast } from '../../ui/toast.ts'
import { draftOf, SHOWN, settingsOf } from './draft.ts'
import { SettingsFields } from './SettingsFields.tsx'

/** What is set of a source; it holds from the next import on. */
export function SettingsPart({ source }: { source: Source }) {
  const { sources: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const change = useChangeSource(source.id)
  const [draft, setDraft] = useState(() => draftOf(source))
  const now = settingsOf(draft, source.origin === 'site')
  const issues = issuesOf(change.error, { sent: change.variables, now })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(now, {
      onSuccess: () => toast({ tone: 'plain', title: words.saved }),
    })
  }
  return (
    <Disclosure summary={words.settings}>
      <Form onSubmit={submit} isOwnJudge>
        <SettingsFields isKnown draft={draft} kind={source.origin} issues={issues} onChange={setDraft} />
        <Refusal error={change.error} fields={SHOWN} />
        <Inline>
          <Button
            type="submit"
            variant="primary"
            disabledReason={readOnly ?? (change.isPending && backends.saving)}
          >
            {words.save}
          </Button>
        </Inline>
      </Form>
    </Disclosure>
  )
}
