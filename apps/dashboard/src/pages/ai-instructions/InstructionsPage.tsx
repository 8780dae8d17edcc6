import type { AiInstruction, InstructionPlace } from '@hilo/protocol'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useInstruction } from '../../api/ai-instructions.ts'
import { useInboxes } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { ChoiceControl } from '../../ui/Control.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { Column } from '../../ui/Page.tsx'
import { HeaderRow, Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Text } from '../../ui/Text.tsx'
import { AiTabs } from '../ai/AiTabs.tsx'
import { DaysPart } from './DaysPart.tsx'
import { HistoryPart } from './HistoryPart.tsx'
import { InstructionForm } from './InstructionForm.tsx'
import { InstructionStrip } from './InstructionStrip.tsx'
import { TryPart } from './TryPart.tsx'
import { useEditing } from './use-editing.ts'

/** How AI is to answer: for all inboxes, and for each. */
export function InstructionsPage() {
  const { instructions: words } = useWords()
  const { inbox } = useSearch({ from: '/app/settings/ai/instructions' })
  const place = inbox ?? 'org'
  const { data, error, isPending, refetch } = useInstruction(place)
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader tabs={<AiTabs value="instructions" />}>
        <HeaderRow>
          <Text as="h1" isStrong>
            {words.title}
          </Text>
        </HeaderRow>
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data && <Instruction key={place} place={place} instruction={data} />}
    </Pane>
  )
}

function Instruction({ place, instruction }: { place: InstructionPlace; instruction: AiInstruction }) {
  const { instructions: words } = useWords()
  const editing = useEditing(place, instruction)
  return (
    <>
      <InstructionStrip instruction={instruction} editing={editing} />
      <PaneBody>
        <Column>
          <Text as="p" size="sm" tone="muted">
            {words.body}
          </Text>
          <PlaceChoice place={place} isDirty={editing.isDirty} />
          <InstructionForm place={place} editing={editing} />
          {place === 'org' && <DaysPart />}
          <TryPart place={place} instruction={instruction} editing={editing} />
          <HistoryPart place={place} instruction={instruction} editing={editing} />
        </Column>
      </PaneBody>
    </>
  )
}

/** Who has written something first saves it, or leaves it: it is of this place. */
function PlaceChoice({ place, isDirty }: { place: InstructionPlace; isDirty: boolean }) {
  const { instructions: words } = useWords()
  const inboxes = useInboxes().data ?? []
  const navigate = useNavigate()
  const options = [
    { value: 'org', label: words.allInboxes },
    ...inboxes.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <ChoiceControl
      label={words.place}
      hint={isDirty ? words.placeDirty : place === 'org' ? words.placeOrg : words.placeInbox}
      disabled={isDirty}
      value={place}
      options={options}
      onChange={(value) =>
        void navigate({ to: '/settings/ai/instructions', search: value === 'org' ? {} : { inbox: value } })
      }
    />
  )
}
