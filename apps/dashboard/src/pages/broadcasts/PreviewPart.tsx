import type { api, ContractReturns, Template } from '@hilo/protocol'
import { type Language, useLanguage, useWords } from '../../i18n/language.ts'
import { languageInText } from '../../i18n/language-name.ts'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Text } from '../../ui/Text.tsx'
import { TemplateView } from '../conversation/TemplateView.tsx'

export type Preview = ContractReturns<typeof api.previewBroadcast>

type Props = {
  preview: Preview
  template: Template
  /** The languages in which the same template is approved besides. */
  others: readonly string[]
}

/** Who would get a broadcast, at what price, and what one of them would read. */
export function PreviewPart({ preview, template, others }: Props) {
  const { broadcasts: words } = useWords()
  const language = useLanguage()
  const { matched, deliverable, refused, price, unpriced, example, otherLanguage } = preview
  const number = (count: number) => count.toLocaleString(language)
  return (
    <>
      <Figures label={words.count}>
        <Figure name={words.matched} value={number(matched)} />
        <Figure name={words.deliverable} value={number(deliverable)} />
        <Figure name={words.recipientStatuses.refused} value={number(matched - deliverable)} />
        {deliverable > 0 && (
          <Figure
            name={words.price}
            value={priceOf(preview, language) ?? words.priceUnknown}
            note={price && unpriced > 0 && words.unpriced(number(unpriced))}
          />
        )}
      </Figures>
      {otherLanguage > 0 && (
        <Text as="p" size="sm" tone="wait">
          {words.otherLanguage({
            ...{ count: otherLanguage, shown: number(otherLanguage) },
            language: languageInText(template.language),
            others: new Intl.ListFormat(language).format(others.map(languageInText)),
          })}
        </Text>
      )}
      {refused.length > 0 && (
        <Rows label={words.reasons}>
          {refused.map(({ rule, count }) => (
            <ItemRow key={rule} end={<Text>{number(count)}</Text>}>
              <Text>{words.rules[rule] ?? rule}</Text>
            </ItemRow>
          ))}
        </Rows>
      )}
      {example?.content.type === 'template' && (
        <Part title={example.contactName ? words.example(example.contactName) : words.exampleUnknown}>
          <TemplateView content={example.content} media={null} />
        </Part>
      )}
    </>
  )
}

/** What all of them cost together, as money is written; null when it is not known. */
export function priceOf({ price }: Preview, language: Language): string | null {
  return price?.amount.toLocaleString(language, { style: 'currency', currency: price.currency }) ?? null
}
