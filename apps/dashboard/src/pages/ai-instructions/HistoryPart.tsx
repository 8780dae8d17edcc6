import type { AiInstruction, InstructionPlace, InstructionVersion } from '@hilo/protocol'
import { useInstructionVersions } from '../../api/ai-instructions.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { Doing } from '../backends/Doing.tsx'
import { Differences } from './Differences.tsx'
import type { Editing } from './use-editing.ts'
import { UNSAID } from './words.ts'

type Props = { place: InstructionPlace; instruction: AiInstruction; editing: Editing }

/** Every version: what changed in it, and the way back to it; and when which of them was put into force. */
export function HistoryPart({ place, instruction, editing }: Props) {
  const { instructions: words } = useWords()
  const { data, error, isPending, refetch } = useInstructionVersions(place)
  if (data?.versions.length === 0) return null
  return (
    <Part title={words.history}>
      {isPending && <Skeleton height="block" />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && (
        <Stack gap={4}>
          <Rows label={words.history}>
            {data.versions.map((version, at) => (
              <VersionRow
                key={version.version}
                {...{ instruction, editing, version }}
                before={data.versions[at + 1]}
              />
            ))}
          </Rows>
          {data.publications.length > 0 && (
            <Disclosure summary={words.publications}>
              <Stack gap={1}>
                {data.publications.map(({ version, by, at }) => (
                  <Inline key={at} isWrapping align="baseline">
                    <Text size="sm">{version === null ? words.endedForce : words.putIntoForce(version)}</Text>
                    <Doing at={at} by={by} />
                  </Inline>
                ))}
              </Stack>
            </Disclosure>
          )}
        </Stack>
      )}
    </Part>
  )
}

type RowProps = Omit<Props, 'place'> & { version: InstructionVersion; before: InstructionVersion | undefined }

function VersionRow({ instruction, editing, version, before }: RowProps) {
  const { instructions: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const holds = version.version === instruction.published?.version
  const isOlder = version.firstPublishedAt !== null && !holds
  const back = () =>
    void editing
      .putIntoForce(version.version)
      .then(() => toast({ tone: 'plain', title: words.rolledBack(version.version) }), sayRefused)
  const stop = () =>
    void editing.putIntoForce(null).then(() => toast({ tone: 'plain', title: words.stopped }), sayRefused)
  const disabledReason = readOnly ?? (editing.isSaving && backends.saving)
  return (
    <ItemRow
      end={
        <>
          {isOlder && (
            <Button hint={words.rollBackHint} disabledReason={disabledReason} onClick={back}>
              {words.rollBack}
            </Button>
          )}
          {holds && (
            <Button hint={words.stopHint} disabledReason={disabledReason} onClick={stop}>
              {words.stop}
            </Button>
          )}
        </>
      }
      below={
        <Disclosure summary={words.changes}>
          <Differences before={before?.words ?? UNSAID} after={version.words} />
        </Disclosure>
      }
    >
      <Inline isWrapping>
        <Text isStrong>{words.number(version.version)}</Text>
        {holds && <Badge tone="done">{words.inForce}</Badge>}
        {version.firstPublishedAt === null && <Badge>{words.draft}</Badge>}
      </Inline>
      <Doing at={version.createdAt} by={version.by} />
    </ItemRow>
  )
}
