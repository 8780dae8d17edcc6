import type { AiTool } from '@hilo/protocol'
import { type FormEvent, useRef, useState } from 'react'
import { usePutTool } from '../../api/ai-tools.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { BackButton } from '../../ui/Back.tsx'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column, Part } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { LeaveGuard } from '../leave/LeaveGuard.tsx'
import { AgreementPart } from './AgreementPart.tsx'
import { FieldRows } from './FieldRows.tsx'
import { RequestPart } from './RequestPart.tsx'
import { SaveRow } from './SaveRow.tsx'
import { TryPart } from './TryPart.tsx'
import { isChanged, SHOWN, settingsOf, type ToolFormProps, type Typed, typedOf } from './tool-form.ts'

/** Describes a tool: what it is for, what it sends, and who has to agree. */
export function ToolEditor({ tool, onClose }: { tool: AiTool | null; onClose: () => void }) {
  const { tools: words } = useWords()
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={tool?.title ?? words.add} />
      <PaneHeader>
        <Inline>
          <BackButton label={words.back} onClick={onClose} />
          <Text as="h1" isStrong isBroken>
            {tool?.title ?? words.add}
          </Text>
        </Inline>
      </PaneHeader>
      <PaneBody>
        <Column>
          <ToolForm tool={tool} onClose={onClose} />
          {tool && <TryPart key={tool.revision} tool={tool} />}
        </Column>
      </PaneBody>
    </Pane>
  )
}

function ToolForm({ tool, onClose }: { tool: AiTool | null; onClose: () => void }) {
  const { tools: words } = useWords()
  const put = usePutTool()
  // As it was when writing began: what others save meanwhile is not to be overwritten unseen.
  const [base] = useState(tool)
  const [typed, setTyped] = useState<Typed>(() => typedOf(tool))
  const isKept = useRef(false)
  const sent = put.variables && { name: put.variables.name, ...put.variables.settings }
  const now = { name: typed.name.trim(), ...settingsOf(typed) }
  const parts: ToolFormProps = {
    typed,
    set: (fields) => setTyped({ ...typed, ...fields }),
    issues: issuesOf(put.error, { sent, now }),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    put.mutate(
      { name: typed.name.trim(), settings: settingsOf(typed), expect: base?.revision ?? 0 },
      {
        onSuccess: () => {
          toast({ tone: 'plain', title: words.saved(typed.title) })
          isKept.current = true
          onClose()
        },
      },
    )
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LeaveGuard isDirty={isChanged(base, typed)} isKept={() => isKept.current} />
      <Stack gap={6}>
        <PurposePart {...parts} isNew={tool === null} />
        <FieldRows {...parts} />
        <RequestPart {...parts} />
        <AgreementPart {...parts} />
      </Stack>
      <Refusal error={put.error} fields={SHOWN} />
      <SaveRow isSaving={put.isPending} onClose={onClose} />
    </Form>
  )
}

function PurposePart({ typed, set, issues, isNew }: ToolFormProps & { isNew: boolean }) {
  const { tools: words } = useWords()
  return (
    <Part title={words.purpose}>
      <Stack gap={4}>
        <LineControl
          label={words.titleField}
          hint={words.titleHint}
          value={typed.title}
          maxLength={100}
          error={issues.at('title')}
          onChange={(title) => set({ title })}
        />
        {isNew && (
          <LineControl
            label={words.name}
            hint={words.nameHint}
            placeholder="order_status"
            value={typed.name}
            error={issues.at('name')}
            onChange={(name) => set({ name })}
          />
        )}
        <LinesControl
          label={words.description}
          hint={words.descriptionHint}
          value={typed.description}
          error={issues.at('description')}
          onChange={(description) => set({ description })}
        />
      </Stack>
    </Part>
  )
}
