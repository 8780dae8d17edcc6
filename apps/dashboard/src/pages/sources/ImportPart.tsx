import type { SourceImport } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { Part } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { ImportProgress } from './ImportProgress.tsx'
import { reasonTone } from './status.ts'

const SHOWN = ['taken', 'unchanged', 'skipped', 'failed'] as const

/** How the last import goes, or went. */
export function ImportPart({ of, isOfFile }: { of: SourceImport; isOfFile: boolean }) {
  const { sources: words } = useWords()
  const language = useLanguage()
  const { status, reason, detail, counts } = of
  const said = isOfFile ? words.ofFile : words
  const number = (count: number) => count.toLocaleString(language)
  return (
    <Part title={words.figures}>
      {status === 'running' && <ImportProgress of={of} />}
      {reason && (
        <div role="alert">
          <Text as="p" tone={reasonTone(of)}>
            {words.reasons[reason]}
          </Text>
          {detail && (
            <Text as="p" size="sm" tone="muted" isBroken>
              {detail}
            </Text>
          )}
        </div>
      )}
      <Figures label={words.figures}>
        {SHOWN.map((outcome) => (
          <Figure
            key={outcome}
            name={said.outcomes[outcome]}
            value={number(counts[outcome])}
            note={outcome === 'failed' && counts.gone > 0 && words.gone(number(counts.gone))}
          />
        ))}
      </Figures>
    </Part>
  )
}
