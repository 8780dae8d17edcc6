import type { TestSet } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useChangeSet, useDeleteSet } from '../../api/test-sets.ts'
import { explainError } from '../../i18n/explain.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CheckControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { toast } from '../../ui/toast.ts'

/** The fields of the API that this form shows, each with what is wrong with it. */
const SHOWN = ['name', 'plays', 'shareNeeded', 'articleShareNeeded']

/** How often the cases are played, and what depends on that they pass. */
export function SettingsPart({ set }: { set: TestSet }) {
  const { tests: words } = useWords()
  const change = useChangeSet(set.id)
  const readOnly = useReadOnlyReason()
  const [typed, setTyped] = useState({
    ...{ name: set.name, plays: String(set.plays), isEvaluatedAfterPublish: set.isEvaluatedAfterPublish },
    share: shownShare(set.shareNeeded),
    articleShare: shownShare(set.articleShareNeeded),
  })
  const put = (fields: Partial<typeof typed>) => setTyped({ ...typed, ...fields })
  const now = {
    ...{
      name: typed.name,
      plays: Number(typed.plays),
      isEvaluatedAfterPublish: typed.isEvaluatedAfterPublish,
    },
    ...{ shareNeeded: readShare(typed.share), articleShareNeeded: readShare(typed.articleShare) },
  }
  const issues = issuesOf(change.error, { sent: change.variables, now })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(now, { onSuccess: () => toast({ tone: 'plain', title: words.saved }) })
  }
  return (
    <Part title={words.settings}>
      <Form onSubmit={submit} isOwnJudge>
        <LineControl
          label={words.name}
          value={typed.name}
          error={issues.at('name')}
          onChange={(name) => put({ name })}
        />
        <LineControl
          {...{ label: words.plays, hint: words.playsHint, type: 'number', min: 1, max: 20 }}
          value={typed.plays}
          error={issues.at('plays')}
          onChange={(plays) => put({ plays })}
        />
        <LineControl
          {...{ label: words.gate, hint: words.gateHint, type: 'number', min: 1, max: 100 }}
          value={typed.share}
          error={issues.at('shareNeeded')}
          onChange={(share) => put({ share })}
        />
        <LineControl
          {...{ label: words.articleGate, hint: words.articleGateHint, type: 'number', min: 1, max: 100 }}
          value={typed.articleShare}
          error={issues.at('articleShareNeeded')}
          onChange={(articleShare) => put({ articleShare })}
        />
        <CheckControl
          {...{ label: words.afterPublish, detail: words.afterPublishHint }}
          isChecked={typed.isEvaluatedAfterPublish}
          onChange={(isEvaluatedAfterPublish) => put({ isEvaluatedAfterPublish })}
        />
        <Refusal error={change.error} fields={SHOWN} />
        <Inline>
          <Button type="submit" disabledReason={readOnly}>
            {words.save}
          </Button>
          <RemoveButton set={set} />
        </Inline>
      </Form>
    </Part>
  )
}

/** Nothing: no gate. */
function shownShare(share: number | null): string {
  return share === null ? '' : String(share)
}

function readShare(typed: string): number | null {
  return typed.trim() === '' ? null : Number(typed)
}

function RemoveButton({ set }: { set: TestSet }) {
  const { tests: words, shortcuts } = useWords()
  const remove = useDeleteSet(set.id)
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button variant="ghost" disabledReason={readOnly} onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      {isAsking && (
        <Confirm
          title={words.removeTitle(set.name)}
          body={words.removeBody}
          action={words.remove}
          cancel={words.cancel}
          closeLabel={shortcuts.close}
          error={remove.error && explainError(remove.error)}
          onConfirm={() =>
            remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/settings/ai/tests' }) })
          }
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
