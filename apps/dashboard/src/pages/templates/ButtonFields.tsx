import { TEMPLATE_BUTTON_KINDS, type TemplateDraft } from '@hilo/protocol'
import { Plus, X } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Removable } from '../../ui/Removable.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { WrongLine } from '../../ui/WrongLine.tsx'

type Props = {
  draft: TemplateDraft
  errorAt: (key: string) => string | null
  onChange: (changes: Partial<TemplateDraft>) => void
}
type DraftButton = TemplateDraft['buttons'][number]

/** The buttons under the words, in their order. */
export function ButtonFields({ draft: { buttons }, errorAt, onChange }: Props) {
  const { writeTemplate: words } = useWords()
  const error = errorAt('buttons')
  const put = (at: number, changed: DraftButton) =>
    onChange({ buttons: buttons.map((button, place) => (place === at ? changed : button)) })
  return (
    <Stack gap={3}>
      {buttons.map((button, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons keep their place, and titles may repeat
        <Removable key={at}>
          <Stack gap={2}>
            <Inline isSpread>
              <Text isStrong>{words.button(at + 1)}</Text>
              <IconButton
                icon={X}
                label={words.removeButton(at + 1)}
                onClick={() => onChange({ buttons: buttons.filter((_, place) => place !== at) })}
              />
            </Inline>
            <OneButton
              button={button}
              errorAt={(part) => errorAt(`button.${at + 1}.${part}`)}
              onChange={(changed) => put(at, changed)}
            />
          </Stack>
        </Removable>
      ))}
      {error && <WrongLine>{error}</WrongLine>}
      <Inline>
        <Button
          icon={Plus}
          onClick={() => onChange({ buttons: [...buttons, { kind: 'quick_reply', title: '' }] })}
        >
          {words.addButton}
        </Button>
      </Inline>
    </Stack>
  )
}

type OneProps = {
  button: DraftButton
  errorAt: (part: string) => string | null
  onChange: (button: DraftButton) => void
}

function OneButton({ button, errorAt, onChange }: OneProps) {
  const { writeTemplate: words } = useWords()
  const { kind, title, url = '', phone = '' } = button
  return (
    <>
      <ChoiceControl
        label={words.kind}
        value={kind}
        options={TEMPLATE_BUTTON_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(value) => onChange({ kind: value as DraftButton['kind'], title })}
      />
      <LineControl
        label={words.buttonTitle}
        value={title}
        error={errorAt('title')}
        onChange={(value) => onChange({ ...button, title: value })}
      />
      {kind === 'url' && (
        <LineControl
          label={words.link}
          hint={words.linkHint}
          value={url}
          error={errorAt('url')}
          onChange={(value) => onChange({ ...button, url: value })}
        />
      )}
      {kind === 'phone' && (
        <LineControl
          label={words.phone}
          value={phone}
          error={errorAt('phone')}
          onChange={(value) => onChange({ ...button, phone: value })}
        />
      )}
    </>
  )
}
