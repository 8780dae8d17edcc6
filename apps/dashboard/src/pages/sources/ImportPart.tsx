import { PAGE_OUTCOMES, type SourceImport } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { Part } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { ImportProgress } from './ImportProgress.tsx'

/** How the last import goes, or went. */
export function ImportPart({ of }: { of: SourceImport }) {
  const { sources: words } = useWords()
  const language = useLanguage()
  const { status, reason, detail, counts, waiting } = of
  const shown = PAGE_OUTCOMES.filter((outcome) => outcome !== 'gone' || counts.gone > 0)
  return (
    <Part title={words.figures}>
      {status === 'running' && <ImportProgress of={of} />}
      {reason && (
        <div role="alert">
          <Text as="p" tone="fail">
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
        {shown.map((outcome) => (
          <Figure
            key={outcome}
            name={words.outcomes[outcome]}
            value={(counts[outcome] ?? 0).toLocaleString(language)}
          />
        ))}
        {status === 'running' && (
          <Figure name={words.outcomes.waiting} value={waiting.toLocaleString(language)} />
        )}
      </Figures>
    </Part>
  )
}
