import type { Answer } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** What was objected to each draft, and what tools did. */
export function ChecksSection({ answer: { trace, action, conversationId } }: { answer: Answer }) {
  const { answers: words, toolCalls } = useWords()
  const { tools, draftReason } = trace
  const isTold = draftReason && draftReason !== 'none'
  // Those that were refused are in the trace; one that was sent had nothing to object.
  const isWritten = trace.promptHash !== null && action === 'answer' && trace.mode === 'model'
  const tries = isWritten ? [...trace.tries, { failures: [] }] : trace.tries
  const isQuoted = trace.mode === 'quoting' && action === 'answer'
  if (tries.length === 0 && tools.length === 0 && !isQuoted && !isTold) return null
  return (
    <Section title={words.checks}>
      <Stack gap={3}>
        {isQuoted && (
          <Text as="p" size="sm" tone="muted">
            {words.quoted}
          </Text>
        )}
        <Facts
          facts={[
            ...tries.map(
              ({ failures }, place) =>
                [
                  words.draft(place + 1),
                  <Failures key={words.draft(place + 1)} failures={failures} />,
                ] as const,
            ),
            ...(isTold ? [[words.draftReason, words.draftReasons[draftReason]] as const] : []),
            ...tools.map(
              ({ name, outcome, reason }) =>
                [name, [words.toolOutcomes[outcome], reason].filter(Boolean).join(': ')] as const,
            ),
          ]}
        />
        {tools.length > 0 && (
          <Link to="/settings/ai/tool-calls" search={{ conversation: conversationId }} className={TEXT_LINK}>
            {toolCalls.ofConversation}
          </Link>
        )}
      </Stack>
    </Section>
  )
}

function Failures({ failures }: { failures: readonly { code: string; what: string }[] }) {
  const { answers: words } = useWords()
  if (failures.length === 0) return <Text tone="done">{words.passed}</Text>
  return failures.map(({ code, what }) => (
    <p key={`${code} ${what}`}>
      <Text tone="wait">{words.failures[code] ?? code}</Text>
      {what && <Text tone="muted">{`: ${what}`}</Text>}
    </p>
  ))
}
