import { type Id, type Template, templateFields } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useInboxes } from '../../api/session.ts'
import { useTemplates } from '../../api/templates.ts'
import { useWords } from '../../i18n/language.ts'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { ChoiceControl } from '../../ui/Control.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { BroadcastForm } from './BroadcastForm.tsx'

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
          <Link to="/broadcasts" className={BACK_LINK}>
            <BackMark label={words.back} />
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
      <BroadcastForm
        key={template.id}
        template={template}
        others={approved
          .filter(({ name, id }) => name === template.name && id !== template.id)
          .map(({ language }) => language)}
      />
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
