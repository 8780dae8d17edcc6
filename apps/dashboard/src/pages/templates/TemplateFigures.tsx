import type { TemplateFigures } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Stack } from '../../ui/Stack.tsx'
import { Table } from '../../ui/Table.tsx'
import { Text } from '../../ui/Text.tsx'

type Props = {
  /** Undefined where no message of the template was made. */
  figures: TemplateFigures | undefined
}

/** What became of a template's messages, in a line that is there from the beginning. */
export function FiguresLine({ figures, isPending }: Props & { isPending: boolean }) {
  const { figures: words } = useWords().templates
  const number = useNumber()
  const count = ({ total: { sent, delivered, read, failed, replied } }: TemplateFigures) =>
    words.line({
      ...{ sent: number(sent), delivered: number(delivered), read: number(read) },
      ...{ failed: number(failed), replied: number(replied) },
    })
  return (
    <Text as="p" size="sm" tone="muted">
      {isPending ? words.counting : figures ? count(figures) : words.none}
    </Text>
  )
}

/** The same by day, why some failed, and what it cost as far as that is known. */
export function FiguresDetails({ figures }: { figures: TemplateFigures }) {
  const { figures: words } = useWords().templates
  const number = useNumber()
  const { days, failures } = figures
  return (
    <Stack gap={2} pad={2}>
      <Table
        label={words.title}
        titles={words.dayTitles}
        rows={days.map(({ day, sent, delivered, read, failed, replied }) => [
          day,
          ...[number(sent), number(delivered), number(read), number(failed), number(replied)],
        ])}
      />
      {failures.map(({ code, count }) => (
        <Text key={code} as="p" size="sm" tone="fail">
          {words.failure(code, number(count))}
        </Text>
      ))}
      <PriceLine figures={figures} />
    </Stack>
  )
}

function PriceLine({ figures: { prices, unpriced, total } }: { figures: TemplateFigures }) {
  const { figures: words } = useWords().templates
  const language = useLanguage()
  const number = useNumber()
  const money = prices.map(({ amount, currency }) =>
    amount.toLocaleString(language, { style: 'currency', currency }),
  )
  const known = money.length === 0 ? words.priceUnknown : words.price(money.join(' + '))
  const isPartly = money.length > 0 && unpriced > 0
  if (total.delivered === 0) return null
  return (
    <Text as="p" size="sm" tone="muted">
      {isPartly ? `${known}, ${words.unpriced(number(unpriced))}` : known}
    </Text>
  )
}

function useNumber() {
  const language = useLanguage()
  return (count: number) => count.toLocaleString(language)
}
