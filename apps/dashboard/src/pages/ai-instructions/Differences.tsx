import type { Id, InstructionWords } from '@hilo/protocol'
import { useMembers } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { cleaned, diffWords } from './words.ts'

/** What went and what came, by the fields of the page. */
export function Differences({ before, after }: { before: InstructionWords; after: InstructionWords }) {
  const { instructions: words } = useWords()
  const members = useMembers().data
  const nameOf = (memberId: Id) => members?.find(({ id }) => id === memberId)?.name ?? memberId
  const differences = diffWords([cleaned(before), cleaned(after)], nameOf)
  if (differences.length === 0) return <Text size="sm">{words.same}</Text>
  return (
    <Stack gap={3}>
      {differences.map(({ field, removed, added }) => (
        <Stack key={field} gap={1}>
          <Text size="sm" isStrong>
            {words.fields[field]}
          </Text>
          {removed.map((line) => (
            <Text key={line} as="p" size="sm" tone="fail" isBroken>
              {`− ${line}`}
            </Text>
          ))}
          {added.map((line) => (
            <Text key={line} as="p" size="sm" tone="done" isBroken>
              {`+ ${line}`}
            </Text>
          ))}
        </Stack>
      ))}
    </Stack>
  )
}
