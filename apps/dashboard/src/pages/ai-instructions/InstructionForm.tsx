import type { InstructionPlace } from '@hilo/protocol'
import { useInboxes } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { LinesControl } from '../../ui/Control.tsx'
import { Fields } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { HoursFields } from './HoursFields.tsx'
import { PeoplePart } from './PeoplePart.tsx'
import { type Editing, isOfFields } from './use-editing.ts'
import { unspokenIn } from './words.ts'

type Props = { editing: Editing }

/** What the inbox is for, how is spoken in it, and what is for people. */
export function InstructionForm({ place, editing }: Props & { place: InstructionPlace }) {
  const { instructions: words } = useWords()
  return (
    <Fields>
      {isOfFields(editing.error) && <Refusal error={editing.error} fields={['words']} />}
      <CharterPart place={place} editing={editing} />
      <Part title={words.manner}>
        <Stack gap={4}>
          <TextField field="tone" editing={editing} />
          <ListField field="dos" editing={editing} />
          <ListField field="donts" editing={editing} />
          <ListField field="languages" editing={editing} />
          <UnspokenLanguages editing={editing} />
        </Stack>
      </Part>
      <PeoplePart editing={editing} />
      <HoursFields editing={editing} />
    </Fields>
  )
}

function CharterPart({ place, editing }: Props & { place: InstructionPlace }) {
  const { instructions: words } = useWords()
  const inbox = useInboxes().data?.find(({ id }) => id === place)
  const needsPurpose = inbox?.channel === 'whatsapp' && editing.words.purpose.trim() === ''
  return (
    <Part title={words.charter}>
      <Stack gap={4}>
        <TextField field="purpose" editing={editing} />
        {needsPurpose && (
          <Text as="p" size="sm" tone="wait">
            {words.purposeMissing}
          </Text>
        )}
        <ListField field="topics" editing={editing} />
      </Stack>
    </Part>
  )
}

function TextField({ field, editing }: Props & { field: 'tone' | 'purpose' }) {
  const { instructions: words } = useWords()
  return (
    <LinesControl
      label={words.fields[field]}
      hint={words.hints[field]}
      value={editing.words[field]}
      error={editing.issues.at(field)}
      onChange={(value) => editing.change({ [field]: value })}
    />
  )
}

/** What follows from a language in which Hilo itself has no words. */
function UnspokenLanguages({ editing }: Props) {
  const { instructions: words } = useWords()
  const unspoken = unspokenIn(editing.words.languages)
  if (unspoken.length === 0) return null
  return (
    <Text as="p" size="sm" tone="wait">
      {words.unspoken(unspoken.join(', '))}
    </Text>
  )
}

/** One on each line. */
function ListField({ field, editing }: Props & { field: 'dos' | 'donts' | 'topics' | 'languages' }) {
  const { instructions: words } = useWords()
  return (
    <LinesControl
      label={words.fields[field]}
      note={words.onePerLine}
      hint={words.hints[field]}
      value={editing.words[field].join('\n')}
      error={editing.issues.within(field)}
      onChange={(value) => editing.change({ [field]: value.split('\n') })}
    />
  )
}
