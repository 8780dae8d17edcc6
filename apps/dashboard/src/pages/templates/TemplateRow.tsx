import { fillTemplate, type Template, type TemplateFigures } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { TemplateView } from '../conversation/TemplateView.tsx'
import { FiguresDetails, FiguresLine } from './TemplateFigures.tsx'

const TONES: Record<string, Tone> = { approved: 'done', pending: 'wait', paused: 'wait' }
const QUALITY: Record<string, Tone> = { green: 'done', yellow: 'wait', red: 'fail' }

type Props = { template: Template; figures: TemplateFigures | undefined; isCounting: boolean }

/** One template: what it is, and what became of its messages. */
export function TemplateRow({ template, figures, isCounting }: Props) {
  const { templates: words } = useWords()
  const { name, language, status, category, quality, reason, definition } = template
  const content = fillTemplate(template, definition, { values: definition.examples })
  return (
    <ItemRow
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
