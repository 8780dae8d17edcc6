import { type Id, newId, PER_MINUTE_MAX, type Template, templateFields } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useCreateBroadcast, usePreviewBroadcast } from '../../api/broadcasts.ts'
import { useInboxes } from '../../api/session.ts'
import { useTemplates } from '../../api/templates.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LinkIcon, RAIL_LINK } from '../../ui/LinkBox.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { AudienceFields } from './AudienceFields.tsx'
import { audienceOf, NO_VALUE, NOBODY_YET, toValue, type ValueDraft } from './draft.ts'
import { PreviewPart } from './PreviewPart.tsx'
import { StartPart } from './StartPart.tsx'
import { ValueFields } from './ValueFields.tsx'

/** A new broadcast: which template, with what in its gaps, to whom, when and how fast. */
export function NewBroadcastPage() {
  const { broadcasts: words, templates } = useWords()
  const { data: inboxes, isPending } = useInboxes()
  const numbers = inboxes?.filter(({ channel }) => channel === 'whatsapp') ?? []
  const [chosen, setChosen] = useState<Id | ''>('')
  const inboxId = chosen || numbers[0]?.id
  return (
    <Pane kind="main" role="main" label={words.create}>
      <PageTitle page={words.create} />
      <PaneHeader>
        <Inline>
          <Link to="/broadcasts" className={RAIL_LINK} activeOptions={{ exact: true }}>
            <LinkIcon icon={ArrowLeft} label={words.back} />
          </Link>
          <Text as="h1" isStrong isTruncated>
            {words.create}
          </Text>
        </Inline>
      </PaneHeader>
      {isPending && <LoadingRows label={words.create} />}
      {inboxes && numbers.length === 0 && (
        <EmptyState title={templates.noInboxTitle} body={templates.noInboxBody} />
      )}
      {inboxId && (
        <PaneBody>
          <Column>
            <ChoiceControl
              label={words.inbox}
              value={inboxId}
              options={numbers.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(id) => setChosen(id as Id)}
            />
            <TemplateChoice key={inboxId} inboxId={inboxId} />
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function TemplateChoice({ inboxId }: { inboxId: Id }) {
  const { broadcasts: words } = useWords()
  const { data, isPending } = useTemplates(inboxId)
  const [chosen, setChosen] = useState<Id | ''>('')
  const approved = data?.templates.filter(({ status }) => status === 'approved') ?? []
  const sendable = approved.filter((one) => obstacleOf(one) === null)
  const template = sendable.find(({ id }) => id === chosen) ?? sendable[0]
  if (isPending) return <SkeletonItems count={3} label={words.template} />
  if (!template) return <EmptyState title={words.noTemplate} />
  return (
    <>
      <ChoiceControl
        label={words.template}
        value={template.id}
        options={approved.map((one) => {
          const obstacle = obstacleOf(one)
          const label = `${one.name} (${one.language})`
          return obstacle === null
            ? { value: one.id, label }
            : { value: one.id, label: `${label}: ${words.obstacles[obstacle]}`, isDisabled: true }
        })}
        onChange={(id) => setChosen(id as Id)}
      />
      <BroadcastForm key={template.id} template={template} />
    </>
  )
}

/** What a template needs that a broadcast cannot give; null when words are enough. */
function obstacleOf({ definition }: Template): 'file' | 'location' | 'unknown' | null {
  if (definition.unknownParts.length > 0) return 'unknown'
  const other = templateFields(definition).find(({ kind }) => kind !== 'text')
  if (!other) return null
  return other.kind === 'location' ? 'location' : 'file'
}

function BroadcastForm({ template }: { template: Template }) {
  const { broadcasts: words } = useWords()
  const navigate = useNavigate()
  const preview = usePreviewBroadcast()
  const create = useCreateBroadcast()
  const [clientId] = useState(() => newId())
  const [name, setName] = useState('')
  const [values, setValues] = useState<Record<string, ValueDraft>>({})
  const [audience, setAudience] = useState(NOBODY_YET)
  const [perMinute, setPerMinute] = useState('600')
  const [startsAt, setStartsAt] = useState('')
  const fields = templateFields(template.definition)
  // What was counted is of what was filled in then.
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      preview.reset()
      set(value)
    }
  const plan = () => ({
    ...{ inboxId: template.inboxId, templateId: template.id, audience: audienceOf(audience) },
    values: Object.fromEntries(
      fields.flatMap(({ key, isRequired }) => {
        const value = toValue(values[key] ?? NO_VALUE)
        return !isRequired && value.from === 'fixed' && value.text === '' ? [] : [[key, value]]
      }),
    ),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    preview.mutate(plan())
  }
  const start = () =>
    create.mutate(
      { ...plan(), clientId, name: name.trim(), perMinute: Number(perMinute), startsAt: startsAt || null },
      {
        onSuccess: ({ id }) => void navigate({ to: '/broadcasts/$broadcastId', params: { broadcastId: id } }),
      },
    )
  const missing = !preview.data ? words.countFirst : preview.data.deliverable === 0 ? words.nobodyFits : null
  const error = create.error ?? preview.error
  return (
    <Form onSubmit={submit}>
      <LineControl
        label={words.name}
        hint={words.nameHint}
        required
        maxLength={120}
        value={name}
        onChange={setName}
      />
      {fields.map((field) => (
        <ValueFields
          key={field.key}
          field={field}
          draft={values[field.key]}
          onChange={change((draft: ValueDraft) => setValues({ ...values, [field.key]: draft }))}
        />
      ))}
      <AudienceFields draft={audience} onChange={change(setAudience)} />
      <LineControl
        label={words.perMinute}
        type="number"
        min={1}
        max={PER_MINUTE_MAX}
        required
        value={perMinute}
        onChange={setPerMinute}
      />
      <LineControl
        label={words.startAt}
        hint={words.startHint}
        type="datetime-local"
        value={startsAt}
        onChange={setStartsAt}
      />
      {preview.data && <PreviewPart preview={preview.data} />}
      <Refusal error={error} />
      <Inline isWrapping>
        <Button type="submit" disabledReason={preview.isPending && words.counting}>
          {words.count}
        </Button>
        <StartPart
          template={template}
          preview={preview.data}
          startsAt={startsAt}
          disabledReason={missing ?? (create.isPending && words.start)}
          onStart={start}
        />
      </Inline>
    </Form>
  )
}
