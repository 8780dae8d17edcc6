import type { BackendTool, DeclaredTool } from '@hilo/protocol'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { useBackendTools, usePutBackendTool } from '../../api/ai-tools.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { BackButton } from '../../ui/Back.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Form } from '../../ui/Form.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column, Part } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { LeaveGuard } from '../leave/LeaveGuard.tsx'
import { AgreementPart } from './AgreementPart.tsx'
import { confirmationsFrom, fieldsOf, SHOWN, settingsOfUse, usedOf } from './backend-tool-form.ts'
import { SaveRow } from './SaveRow.tsx'
import { TryCodePart } from './TryCodePart.tsx'

/** One tool of a micro-backend: what its code says of it, and how AI may use it. */
export function BackendToolPage() {
  const { tools: words, toolCalls } = useWords()
  const { backend, name } = useParams({ from: '/app/settings/ai/tools/code/$backend/$name' })
  const { data, error, isPending, refetch } = useBackendTools()
  const navigate = useNavigate()
  const close = () => void navigate({ to: '/settings/ai/tools' })
  const tool = data?.find((one) => one.backend === backend && one.name === name)
  const title = tool?.declared?.title ?? name
  return (
    <Pane kind="main" role="main" label={title}>
      <PageTitle page={title} />
      <PaneHeader>
        <Inline>
          <BackButton label={words.back} onClick={close} />
          <Text as="h1" isStrong isBroken>
            {title}
          </Text>
        </Inline>
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={title} failed={words.error} />
      {data && !tool?.declared && (
        <EmptyState title={toolCalls.noSuchTool} body={toolCalls.dropped(backend)} action={null} />
      )}
      {tool?.declared && (
        <PaneBody>
          <Column>
            <DeclaredPart tool={tool} declared={tool.declared} />
            <UseForm key={`${backend} ${name}`} tool={tool} declared={tool.declared} onClose={close} />
            {tool.version && (
              <TryCodePart
                key={tool.version}
                backend={backend}
                version={tool.version}
                declared={tool.declared}
              />
            )}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

type Props = { tool: BackendTool; declared: DeclaredTool }

function DeclaredPart({ tool: { backend, version }, declared }: Props) {
  const { tools, toolCalls: words } = useWords()
  return (
    <Part title={words.declared}>
      <Facts
        facts={[
          [words.from, version && words.ofVersion(backend, version)],
          [tools.description, declared.description],
          [tools.fields, fieldsOf(declared).join(', ') || words.nothing],
          [tools.confirmation, tools.confirmations[declared.confirm]],
          [words.does, declared.reads ? words.reads : words.acts],
        ]}
      />
    </Part>
  )
}

function UseForm({ tool, declared, onClose }: Props & { onClose: () => void }) {
  const { tools: words, toolCalls } = useWords()
  const put = usePutBackendTool()
  const [base] = useState(tool)
  const [typed, setTyped] = useState(() => usedOf(tool, declared))
  const isKept = useRef(false)
  const isDirty = JSON.stringify(typed) !== JSON.stringify(usedOf(base, declared))
  const issues = issuesOf(put.error, { sent: put.variables?.settings, now: settingsOfUse(typed) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { backend, name, revision: expect } = base
    put.mutate(
      { backend, name, settings: settingsOfUse(typed), expect },
      {
        onSuccess: () => {
          toast({ tone: 'plain', title: words.saved(declared.title) })
          isKept.current = true
          onClose()
        },
      },
    )
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LeaveGuard isDirty={isDirty} isKept={() => isKept.current} />
      <Stack gap={4}>
        <AgreementPart
          typed={typed}
          set={(fields) => setTyped({ ...typed, ...fields })}
          issues={issues}
          confirmations={confirmationsFrom(declared.confirm)}
        />
        {base.settings === null && (
          <Text as="p" size="sm" tone="muted">
            {toolCalls.notSetUp}
          </Text>
        )}
        {base.changed.length > 0 && (
          <Text as="p" size="sm" tone="wait">
            {toolCalls.lookedAt}
          </Text>
        )}
        <Refusal error={put.error} fields={SHOWN} />
        <SaveRow isSaving={put.isPending} onClose={onClose} />
      </Stack>
    </Form>
  )
}
