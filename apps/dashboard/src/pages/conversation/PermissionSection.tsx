import type { Conversation, PermissionEntry, Standing } from '@hilo/protocol'
import { PenLine } from 'lucide-react'
import { useState } from 'react'
import { usePermissions } from '../../api/permissions.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { useNow } from '../../ui/now.ts'
import { Section } from '../../ui/Pane.tsx'
import { SkeletonThread } from '../../ui/Skeleton.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { RecordPermissionDialog } from './RecordPermissionDialog.tsx'

const TONES: Record<Standing['is'], Tone> = { opted_in: 'done', opted_out: 'fail', unknown: 'plain' }

/** What the contact allows on this channel, since when and by what; the ledger; and a way to write into it. */
export function PermissionSection({ conversation }: { conversation: Conversation }) {
  const { permission: words } = useWords()
  const { contact, inbox, version } = conversation
  const { data, error, isPending, refetch } = usePermissions(contact.id, version)
  const [isRecording, setRecording] = useState(false)
  // There is nothing to allow where nobody is written to who is not there.
  if (inbox.channel === 'web') return null
  const here = data?.standing.filter(({ channel }) => channel === inbox.channel) ?? []
  return (
    <Section title={words.title}>
      {isPending && <SkeletonThread label={words.title} />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && (
        <Stack gap={3}>
          <Facts
            facts={here.map((standing) => [
              words.purposes[standing.purpose],
              <Held key={standing.purpose} standing={standing} />,
            ])}
          />
          <Disclosure summary={words.ledger(data.entries.length)}>
            <Stack gap={2}>
              {data.entries.length === 0 && <Text tone="muted">{words.emptyLedger}</Text>}
              {data.entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </Stack>
          </Disclosure>
          <Inline>
            <Button icon={PenLine} onClick={() => setRecording(true)}>
              {words.record}
            </Button>
          </Inline>
        </Stack>
      )}
      {isRecording && (
        <RecordPermissionDialog conversation={conversation} onClose={() => setRecording(false)} />
      )}
    </Section>
  )
}

function Held({ standing: { is, since, source } }: { standing: Standing }) {
  const { permission: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  return (
    <Stack gap={1}>
      <Inline>
        <Badge tone={TONES[is]}>{words.is[is]}</Badge>
      </Inline>
      {since && source && (
        <Text size="xs" tone="muted" title={fullTime(since, language)}>
          {words.since(relativeTime(since, now, time), words.sources[source])}
        </Text>
      )}
    </Stack>
  )
}

function Entry({ entry }: { entry: PermissionEntry }) {
  const { permission: words, channels } = useWords()
  const language = useLanguage()
  const how = [
    channels[entry.channel],
    words.sources[entry.source],
    entry.memberName && words.by(entry.memberName),
    entry.textVersion && words.textVersion(entry.textVersion),
  ]
  return (
    <Stack gap={1}>
      <Text size="sm">{`${words.kinds[entry.kind]}: ${words.purposes[entry.purpose]}`}</Text>
      <Text size="sm" tone="muted">{`“${entry.evidence}”`}</Text>
      <Text
        size="xs"
        tone="faint"
      >{`${fullTime(entry.givenAt, language)} · ${how.filter(Boolean).join(', ')}`}</Text>
    </Stack>
  )
}
