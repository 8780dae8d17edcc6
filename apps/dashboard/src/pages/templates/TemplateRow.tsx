import { fillTemplate, type Id, type Template, type TemplateFigures } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useDeleteTemplate } from '../../api/write-template.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { TemplateView } from '../conversation/TemplateView.tsx'
import { FiguresDetails, FiguresLine } from './TemplateFigures.tsx'

const TONES: Record<string, Tone> = { approved: 'done', pending: 'wait', paused: 'wait' }
const QUALITY: Record<string, Tone> = { green: 'done', yellow: 'wait', red: 'fail' }

type Props = { template: Template; figures: TemplateFigures | undefined; isCounting: boolean }

/** One template: what it is, what became of its messages, and what can be done with it. */
export function TemplateRow({ template, figures, isCounting }: Props) {
  const { templates: words } = useWords()
  const { name, language, status, category, quality, reason, definition } = template
  const content = fillTemplate(template, definition, { values: definition.examples })
  return (
    <ItemRow
      end={<RowActions template={template} />}
      below={
        <>
          <Disclosure summary={words.preview}>
            <Stack gap={1} pad={2}>
              {definition.header && definition.header.type !== 'text' && (
                <Text size="sm" tone="muted">
                  {words.fields[definition.header.type]}
                </Text>
              )}
              <TemplateView content={content} media={null} />
            </Stack>
          </Disclosure>
          {figures && (
            <Disclosure summary={words.figures.title}>
              <FiguresDetails figures={figures} />
            </Disclosure>
          )}
        </>
      }
    >
      <Inline isWrapping>
        <Text isStrong isBroken>
          {name}
        </Text>
        <Badge>{language}</Badge>
        <Badge tone={TONES[status] ?? 'fail'}>{words.statuses[status] ?? status}</Badge>
        <Badge>{words.categories[category] ?? category}</Badge>
        {quality && <Badge tone={QUALITY[quality] ?? 'plain'}>{words.quality[quality] ?? quality}</Badge>}
      </Inline>
      <FiguresLine figures={figures} isPending={isCounting} />
      {reason && (
        <Text size="sm" tone="fail">
          {words.reason(reason)}
        </Text>
      )}
    </ItemRow>
  )
}

/** Where a template is written, or a new one. */
export function editorOf(inboxId: Id, templateId: string) {
  return { to: '/settings/templates/$inboxId/$templateId', params: { inboxId, templateId } } as const
}

function RowActions({ template }: { template: Template }) {
  const { id, inboxId, category } = template
  const { writeTemplate: words, apiKeys, shortcuts } = useWords()
  const navigate = useNavigate()
  const remove = useDeleteTemplate()
  const readOnly = useReadOnlyReason()
  const [isDeleting, setDeleting] = useState(false)
  const isOfPlatform = category === 'authentication'
  const reason = useEditReason(template)
  return (
    <>
      {!isOfPlatform && (
        <Button disabledReason={readOnly ?? reason} onClick={() => void navigate(editorOf(inboxId, id))}>
          {words.edit}
        </Button>
      )}
      <Button disabledReason={readOnly} onClick={() => setDeleting(true)}>
        {words.remove}
      </Button>
      {isDeleting && (
        <Confirm
          title={words.removeTitle}
          body={words.removeBody}
          action={words.remove}
          cancel={apiKeys.cancel}
          closeLabel={shortcuts.close}
          error={remove.error && explainError(remove.error)}
          onConfirm={() => remove.mutate(id, { onSuccess: () => setDeleting(false) })}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  )
}

/** Why a template cannot be changed here: it is being judged, or has what the form would lose. */
function useEditReason({ status, definition: { unknownParts, buttons, cards } }: Template): string | null {
  const { statuses, problems } = useWords().templates
  if (status === 'pending') return statuses.pending ?? status
  const isUnknown =
    unknownParts.length > 0 || cards !== undefined || buttons.some(({ kind }) => kind === 'other')
  return isUnknown ? problems.unknown_part : null
}
