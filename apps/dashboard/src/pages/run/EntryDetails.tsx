import type { JournalItem } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Code } from '../../ui/Disclosure.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { errorOf, recordedValue } from './journal-entry.ts'

/** What was recorded with an entry: what it was made from, what came of it, and what went wrong and where. */
export function EntryDetails({ entry }: { entry: JournalItem }) {
  const { runs: words } = useWords()
  const value = recordedValue(entry)
  const error = errorOf(entry)
  return (
    <Stack gap={2}>
      {entry.input !== null && <Titled title={words.input} value={entry.input} />}
      {error && <Titled title={words.stepError} value={error.stack ?? `${error.name}: ${error.message}`} />}
      {value !== undefined && (
        <Titled
          title={entry.kind === 'step' || entry.kind === 'ai' ? words.result : words.recorded}
          value={value}
        />
      )}
      {entry.skipped?.error && <Titled title={words.instead} value={entry.skipped.error} />}
    </Stack>
  )
}

function Titled({ title, value }: { title: string; value: unknown }) {
  return (
    <Stack gap={1}>
      <Text size="xs" tone="faint">
        {title}
      </Text>
      <Code value={value} />
    </Stack>
  )
}
