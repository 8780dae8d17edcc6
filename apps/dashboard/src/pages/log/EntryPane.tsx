import type { LogEntry } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Pane, PaneBody, PaneHeader, Section } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { TONES } from './LogRow.tsx'
import { logSentence } from './log-sentence.ts'

/** Everything that is known of one entry, and the way to what it is about. */
export function EntryPane({ entry, onClose }: { entry: LogEntry; onClose: () => void }) {
  const words = useWords()
  const { log, list } = words
  const language = useLanguage()
  const tone = TONES[entry.severity]
  return (
    <Pane kind="side" role="complementary" label={log.entry}>
      <PaneHeader>
        <Text isStrong isMono size="sm" isTruncated>
          {entry.kind}
        </Text>
        <IconButton icon={X} label={log.closeEntry} shortcut="Esc" onClick={onClose} />
      </PaneHeader>
      <PaneBody>
        <Section title={log.entry}>
          <Stack gap={3}>
            <Code value={logSentence(entry, words)} />
            <Facts
              facts={[
                [log.when, fullTime(entry.at, language)],
                [
                  log.severity,
                  <Badge key="severity" tone={tone === 'faint' ? 'plain' : tone}>
                    {log.severities[entry.severity]}
                  </Badge>,
                ],
                [log.contact, entry.contact && (entry.contact.name ?? list.unnamed)],
                [log.source, log.sources[entry.source]],
                [log.backendFilter, entry.backend?.name],
                [log.version, entry.backend?.version],
              ]}
            />
            <Links entry={entry} />
          </Stack>
        </Section>
        {entry.data !== null && (
          <Section title={log.data}>
            <Code value={entry.data} />
          </Section>
        )}
      </PaneBody>
    </Pane>
  )
}

function Links({ entry: { conversationId, runId } }: { entry: LogEntry }) {
  const { log } = useWords()
  return (
    <Inline gap={2} isWrapping>
      {conversationId && (
        <Link
          to="/inbox/$conversationId"
          params={{ conversationId }}
          search={{ details: true }}
          className={BUTTON_LINK}
        >
          {log.openConversation}
        </Link>
      )}
      {runId && (
        <Link to="/runs/$runId" params={{ runId }} className={BUTTON_LINK}>
          {log.openRun}
        </Link>
      )}
      {runId && (
        <Link to="/log" search={{ runId }} className={BUTTON_LINK}>
          {log.showRun}
        </Link>
      )}
      {conversationId && (
        <Link to="/log" search={{ conversationId }} className={BUTTON_LINK}>
          {log.showConversation}
        </Link>
      )}
    </Inline>
  )
}
