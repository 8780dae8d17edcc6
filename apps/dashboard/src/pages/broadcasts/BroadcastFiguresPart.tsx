import { type BroadcastFigures, RECIPIENT_STATUSES } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { RECIPIENT_TONES } from './status.ts'

/** How many recipients are where, and why some get nothing. */
export function BroadcastFiguresPart({ figures }: { figures: BroadcastFigures }) {
  const { broadcasts: words } = useWords()
  const language = useLanguage()
  const { byStatus, replied, reasons } = figures
  const number = (count: number) => count.toLocaleString(language)
  return (
    <>
      <Part title={words.figures}>
        <Figures label={words.figures}>
          {RECIPIENT_STATUSES.filter((status) => status !== 'cancelled' || byStatus.cancelled > 0).map(
            (status) => (
              <Figure
                key={status}
                name={words.recipientStatuses[status]}
                value={number(byStatus[status] ?? 0)}
              />
            ),
          )}
          <Figure name={words.replied} value={number(replied)} />
        </Figures>
      </Part>
      {reasons.length > 0 && (
        <Part title={words.reasons}>
          <Rows label={words.reasons}>
            {reasons.map(({ status, code, count }) => (
              <ItemRow key={`${status} ${code}`} end={<Text>{number(count)}</Text>}>
                <Inline isWrapping>
                  <Badge tone={RECIPIENT_TONES[status]}>{words.recipientStatuses[status]}</Badge>
                  <Text>{words.rules[code] ?? words.code(code)}</Text>
                </Inline>
              </ItemRow>
            ))}
          </Rows>
        </Part>
      )}
    </>
  )
}
