import type { MailState, ToolAssurance, ToolConfirmation } from '@hilo/protocol'
import { useMailState } from '../../api/mail.ts'
import { useInboxes } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { CheckControl, CheckGroup, ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ApproversChoice } from './ApproversChoice.tsx'
import type { ToolFormProps, Typed } from './tool-form.ts'

type Agreed = Pick<
  Typed,
  'confirmation' | 'approvers' | 'assurance' | 'callsPerHour' | 'inboxIds' | 'isEnabled'
>
type Props = Pick<ToolFormProps, 'issues'> & {
  typed: Agreed & { reply?: string }
  set: (fields: Partial<Agreed & { reply: string }>) => void
  /** Who may be asked; by default anybody, or nobody. */
  confirmations?: readonly ToolConfirmation[]
}

/** Who has to agree before it is done, where it may be used, and how often. */
export function AgreementPart({ typed, set, issues, confirmations }: Props) {
  const { tools: words } = useWords()
  return (
    <Part title={words.agreement}>
      <Stack gap={4}>
        <ChoiceControl
          label={words.confirmation}
          hint={words.confirmationHints[typed.confirmation]}
          value={typed.confirmation}
          error={issues.at('confirmation')}
          options={optionsOf(words.confirmations).filter(
            ({ value }) => confirmations?.includes(value) ?? true,
          )}
          onChange={(confirmation) => set({ confirmation: confirmation as ToolConfirmation })}
        />
        {(typed.confirmation === 'member' || typed.assurance === 'platform') && (
          <ApproversChoice approvers={typed.approvers} set={set} error={issues.within('approvers')} />
        )}
        <AssuranceChoice typed={typed} set={set} issues={issues} />
        {typed.reply !== undefined && (
          <LinesControl
            label={words.reply}
            note={words.optional}
            hint={words.replyHint}
            value={typed.reply}
            error={issues.at('reply')}
            onChange={(reply) => set({ reply })}
          />
        )}
        <LineControl
          type="number"
          label={words.callsPerHour}
          min={1}
          max={1000}
          value={typed.callsPerHour}
          error={issues.at('callsPerHour')}
          onChange={(callsPerHour) => set({ callsPerHour })}
        />
        <InboxChoice typed={typed} set={set} issues={issues} />
        <CheckControl
          label={words.isEnabled}
          isChecked={typed.isEnabled}
          onChange={(isEnabled) => set({ isEnabled })}
        />
      </Stack>
    </Part>
  )
}

/** Where no mail can be sent no code can be, so that choice is not there; why stands below it. */
function AssuranceChoice({ typed: { assurance }, set, issues }: Pick<Props, 'typed' | 'set' | 'issues'>) {
  const { tools: words } = useWords()
  const mail = useMailState().data
  const isOff = mail?.status === 'off'
  const options = optionsOf(words.assurances).map((option) => ({
    ...option,
    isDisabled: option.value === 'email' && isOff,
  }))
  return (
    <>
      <ChoiceControl
        label={words.assurance}
        hint={words.assuranceHints[assurance]}
        value={assurance}
        error={issues.at('assurance')}
        options={options}
        onChange={(value) => set({ assurance: value as ToolAssurance })}
      />
      {mail && (isOff || assurance === 'email') && <MailNote mail={mail} />}
    </>
  )
}

function MailNote({ mail: { status, reason, from } }: { mail: MailState }) {
  const { tools: words } = useWords()
  const isFailing = status === 'failing'
  return (
    <Text as="p" size="sm" tone={isFailing ? 'fail' : 'muted'}>
      {isFailing
        ? words.mailFails(reason ?? '')
        : status === 'off'
          ? words.mailOff
          : words.mailFrom(from ?? '')}
    </Text>
  )
}

function InboxChoice({ typed: { inboxIds }, set, issues }: Pick<Props, 'typed' | 'set' | 'issues'>) {
  const { tools: words } = useWords()
  const inboxes = useInboxes().data ?? []
  return (
    <CheckGroup label={words.inboxes} error={issues.within('inboxIds')}>
      <CheckControl
        label={words.everyInbox}
        isChecked={inboxIds === null}
        onChange={(isChecked) => set({ inboxIds: isChecked ? null : [] })}
      />
      {inboxIds !== null &&
        inboxes.map(({ id, name }) => (
          <CheckControl
            key={id}
            label={name}
            isChecked={inboxIds.includes(id)}
            onChange={(isChecked) =>
              set({ inboxIds: isChecked ? [...inboxIds, id] : inboxIds.filter((one) => one !== id) })
            }
          />
        ))}
    </CheckGroup>
  )
}

function optionsOf<T extends string>(labels: Record<T, string>): { value: T; label: string }[] {
  return (Object.keys(labels) as T[]).map((value) => ({ value, label: labels[value] }))
}
