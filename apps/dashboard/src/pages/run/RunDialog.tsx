import type { Id, Run } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useBackend } from '../../api/backends.ts'
import { type RunAction, useRunAction } from '../../api/run-actions.ts'
import type { Words } from '../../i18n/en.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LinesControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import type { FailingStep } from './failing-step.ts'
import { readValue } from './read-value.ts'
import { VersionChoice } from './VersionChoice.tsx'

type Props = {
  run: Run
  step: FailingStep | null
  type: RunAction['type']
  isHeldByPeople: boolean
  onClose: () => void
}

/** Says what an action will do, and does it. A refusal is read here, and nothing typed is lost. */
export function RunDialog({ run, step, type, isHeldByPeople, onClose }: Props) {
  const words = useWords()
  // The run goes on changing behind the dialog; what was asked about does not, so the server can tell.
  const [asked] = useState({ run, step })
  const [text, setText] = useState('')
  const action = useRunAction(asked.run)
  const backend = useBackend(asked.run.backend.name).data
  const active = backend?.version ?? null
  const isMended = asked.run.status === 'failed' && active !== null && active !== asked.run.backend.version
  const [isOnActive, setOnActive] = useState(true)
  const { title, body, submit } = sentencesOf(type, asked, words)
  const problem = type === 'skip' ? readValue(text).problem : null
  const isMissing = type === 'hand_off' && text.trim() === ''

  function send(event: FormEvent) {
    event.preventDefault()
    const what = actionOf(type, asked.step, {
      ...{ text, onActive: isMended && isOnActive },
      activeVersionId: backend?.traffic.activeVersionId ?? null,
    })
    if (!what || action.isPending) return
    action.mutate(what, {
      onSuccess() {
        toast({ tone: 'plain', title: words.runActions.done[type] })
        onClose()
      },
    })
  }

  return (
    <Dialog isOpen onClose={onClose} title={title} closeLabel={words.shortcuts.close}>
      <Form onSubmit={send}>
        <Stack gap={2}>
          <Text as="p" size="sm" tone="muted">
            {body}
          </Text>
          {isHeldByPeople && (type === 'retry' || type === 'skip') && (
            <Text as="p" size="sm" tone="wait">
              {words.runActions.turnBack}
            </Text>
          )}
        </Stack>
        {type === 'retry' && isMended && (
          <VersionChoice
            own={asked.run.backend.version}
            active={active}
            isOnActive={isOnActive}
            onChange={setOnActive}
          />
        )}
        {type === 'skip' && (
          <LinesControl
            isMono
            label={words.runActions.value}
            placeholder={words.runActions.valueHint}
            value={text}
            error={text.trim() !== '' && problem ? words.runActions[problem] : null}
            onChange={setText}
          />
        )}
        {(type === 'hand_off' || type === 'cancel') && (
          <Field
            label={type === 'cancel' ? words.runActions.reasonOptional : words.runActions.reason}
            value={text}
            maxLength={200}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {action.error && (
          <div role="alert">
            <Text as="p" size="sm" tone="fail">
              {`${words.runActions.refused}. ${explainError(action.error)}`}
            </Text>
          </div>
        )}
        <Inline gap={2}>
          <Button
            type="submit"
            variant="primary"
            disabledReason={(problem && words.runActions[problem]) || (isMissing && words.runActions.reason)}
          >
            {submit}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {words.runActions.keep}
          </Button>
        </Inline>
      </Form>
    </Dialog>
  )
}

function actionOf(
  type: Props['type'],
  step: FailingStep | null,
  { text, onActive, activeVersionId }: { text: string; onActive: boolean; activeVersionId: Id | null },
): RunAction | null {
  switch (type) {
    case 'retry':
      return { type, onActive }
    case 'cancel':
      return { type, reason: text.trim() || null }
    case 'move':
      return activeVersionId ? { type, toVersionId: activeVersionId } : null
    case 'hand_off':
      return text.trim() ? { type, reason: text.trim() } : null
    case 'skip': {
      const read = readValue(text)
      return step && !read.problem ? { type, position: step.position, value: read.value } : null
    }
  }
}

function sentencesOf(
  type: Props['type'],
  { run, step }: { run: Run; step: FailingStep | null },
  { runActions: words }: Words,
): { title: string; body: string; submit: string } {
  const name = step?.name ?? ''
  switch (type) {
    case 'skip':
      return { title: words.skipTitle(name), body: words.skipBody, submit: words.skipSubmit }
    case 'hand_off':
      return { title: words.handOffTitle, body: words.handOffBody, submit: words.handOff }
    case 'move':
      return { title: words.moveTitle, body: words.moveBody, submit: words.move }
    case 'cancel':
      return { title: words.cancelTitle, body: words.cancelBody, submit: words.cancel }
    case 'retry':
      if (!step) return { title: words.retryRunTitle, body: words.retryRunBody, submit: words.retryRun }
      return run.status === 'failed'
        ? { title: words.retryStepTitle(name), body: words.retryStepBody, submit: words.retryStep }
        : { title: words.retryNowTitle(name), body: words.retryNowBody, submit: words.retryStep }
  }
}
