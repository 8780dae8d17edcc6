import type { Id, ToolApprovers } from '@hilo/protocol'
import { useMembers } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { CheckControl, CheckGroup, ChoiceControl } from '../../ui/Control.tsx'

type Props = {
  approvers: ToolApprovers | undefined
  set: (fields: { approvers: ToolApprovers }) => void
  error: string | null
}

/** Which members may approve what a tool waits to do. */
export function ApproversChoice({ approvers = { who: 'agents', memberIds: [] }, set, error }: Props) {
  const { tools: words } = useWords()
  const members = useMembers().data ?? []
  const { who, memberIds } = approvers
  const options = (Object.keys(words.approversAre) as ToolApprovers['who'][]).map((value) => ({
    value,
    label: words.approversAre[value],
  }))
  const name = (id: Id, isNamed: boolean) =>
    set({
      approvers: { who, memberIds: isNamed ? [...memberIds, id] : memberIds.filter((one) => one !== id) },
    })
  return (
    <>
      <ChoiceControl
        label={words.approvers}
        hint={words.approversHints[who]}
        value={who}
        error={who === 'members' ? null : error}
        options={options}
        onChange={(next) => set({ approvers: { who: next as ToolApprovers['who'], memberIds: [] } })}
      />
      {who === 'members' && (
        <CheckGroup label={words.approversNamed} error={error}>
          {members.map((member) => (
            <CheckControl
              key={member.id}
              label={member.name}
              isChecked={memberIds.includes(member.id)}
              onChange={(isNamed) => name(member.id, isNamed)}
            />
          ))}
        </CheckGroup>
      )}
    </>
  )
}
