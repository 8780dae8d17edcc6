import type { SourceImport } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Bar } from '../../ui/Figures.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { progressOf } from './status.ts'

/** How far an import is. More pages become known as it goes on, so the whole may grow. */
export function ImportProgress({ of }: { of: SourceImport }) {
  const { sources: words } = useWords()
  const language = useLanguage()
  const { done, all } = progressOf(of)
  return (
    <Stack gap={1}>
      <Text size="sm" tone="muted">
        {all === 0
          ? words.listing
          : words.progress(done.toLocaleString(language), all.toLocaleString(language))}
      </Text>
      <Bar whole={1} part={all === 0 ? 0 : done / all} />
    </Stack>
  )
}
