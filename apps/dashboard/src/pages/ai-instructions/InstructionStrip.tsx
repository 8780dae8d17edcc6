import type { AiInstruction } from '@hilo/protocol'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Overtaken } from '../../ui/Overtaken.tsx'
import { Column } from '../../ui/Page.tsx'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { toast } from '../../ui/toast.ts'
import { GateRefusal } from '../ai-tests/GateRefusal.tsx'
import { gateIssues } from '../ai-tests/gate-issues.ts'
import { Differences } from './Differences.tsx'
import { type Editing, isOfFields } from './use-editing.ts'

type Props = { instruction: AiInstruction; editing: Editing }

/** What holds, what was written since, and what can be done about that. */
export function InstructionStrip({ instruction, editing }: Props) {
  if (editing.isOvertaken) return <OvertakenStrip instruction={instruction} editing={editing} />
  return (
    <>
      <State instruction={instruction} editing={editing} />
      {editing.held && (
        <Strip>
          <GateRefusal error={editing.held} />
        </Strip>
      )}
    </>
  )
}

function State({ instruction, editing }: Props) {
  const { instructions: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const busy = editing.isSaving && backends.saving
  const { newest, published } = instruction
  const say = (title: string) => () => toast({ tone: 'plain', title })
  const title = published ? words.holds(published.version) : words.holdsNothing
  const nothingNew = editing.isInForce || (!editing.isDirty && newest === null)
  return (
    <Strip tone={nothingNew ? 'plain' : 'wait'} isStacking>
      <StripText
        badge={null}
        title={title}
        detail={editing.isDirty ? words.unsaved : nothingNew ? null : words.unpublished}
      />
      <Inline isWrapping>
        {editing.isDirty && <Button onClick={editing.discard}>{words.discard}</Button>}
        <Button
          disabledReason={readOnly ?? (editing.isDirty ? busy : words.nothingToSave)}
          onClick={() => void editing.save().then(say(words.saved), refused)}
        >
          {words.save}
        </Button>
        <Button
          variant="primary"
          hint={words.publishHint}
          disabledReason={readOnly ?? (nothingNew ? words.nothingToPublish : busy)}
          onClick={() => void editing.putIntoForce('newest').then(say(words.published), refused)}
        >
          {words.publish}
        </Button>
      </Inline>
    </Strip>
  )
}

function refused(error: unknown) {
  // What test sets have against it stands on the page, with the way to their results.
  if (!isOfFields(error) && gateIssues(error).length === 0) sayRefused(error)
}

function OvertakenStrip({ instruction, editing }: Props) {
  const { instructions: words, backends } = useWords()
  const who = instruction.newest?.by?.name ?? backends.unknownActor
  return (
    <Overtaken title={words.overtaken(who)} words={words} editing={editing}>
      <Column>
        <Differences before={editing.saved} after={editing.words} />
      </Column>
    </Overtaken>
  )
}
