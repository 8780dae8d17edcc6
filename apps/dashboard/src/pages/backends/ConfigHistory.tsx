import type { ConfigVersion } from '@hilo/protocol'
import { saveConfig, useChange, useConfigVersions } from '../../api/backends.ts'
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
import { diffConfigs } from './config-diff.ts'
import { Doing } from './Doing.tsx'

/** Every config that was saved: what changed, who did it, and the way back to it. */
export function ConfigHistory({ name, present }: { name: string; present: number }) {
  const { config: words } = useWords()
  const { data, error, isPending, refetch } = useConfigVersions(name)
  return (
    <Part title={words.history}>
      {isPending && <Skeleton height="block" />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && (
        <Rows label={words.history}>
          {data.map((version, index) => (
            <VersionRow key={version.version} {...{ name, present, version }} before={data[index + 1]} />
          ))}
        </Rows>
      )}
    </Part>
  )
}

type RowProps = { name: string; present: number; version: ConfigVersion; before: ConfigVersion | undefined }

function VersionRow({ name, present, version, before }: RowProps) {
  const { backends, config: words } = useWords()
  const readOnly = useReadOnlyReason()
  const restore = useChange(() => saveConfig(name, version.config, present))
  const onRestore = () =>
    restore.mutate(undefined, {
      onSuccess: () => toast({ tone: 'plain', title: words.saved }),
      onError: sayRefused,
    })
  const isPresent = version.version === present
  return (
    <ItemRow
      end={
        !isPresent && (
          <Button
            hint={words.restoreHint}
            disabledReason={readOnly ?? (restore.isPending && backends.saving)}
            onClick={onRestore}
          >
            {words.restore}
          </Button>
        )
      }
      below={
        <Disclosure summary={words.changes} isOpen={isPresent}>
          <Differences version={version} before={before} />
        </Disclosure>
      }
    >
      <Inline isWrapping>
        <Text isStrong>{words.number(version.version)}</Text>
        {isPresent && <Badge tone="done">{words.present}</Badge>}
      </Inline>
      <Doing at={version.savedAt} by={version.savedBy} />
    </ItemRow>
  )
}

function Differences({ version, before }: Pick<RowProps, 'version' | 'before'>) {
  const { config: words } = useWords()
  if (!before) return <Text size="sm">{words.first}</Text>
  const differences = diffConfigs(before.config, version.config)
  if (differences.length === 0) return <Text size="sm">{words.same}</Text>
  return (
    <Stack gap={1}>
      {differences.map(({ path, before: old, after }) => (
        <Inline key={path} isWrapping align="baseline">
          <Text size="sm" isMono>
            {`${path} = ${after ?? words.absent}`}
          </Text>
          <Text size="sm" tone="muted" isMono>
            {`${words.was} ${old ?? words.absent}`}
          </Text>
        </Inline>
      ))}
    </Stack>
  )
}
