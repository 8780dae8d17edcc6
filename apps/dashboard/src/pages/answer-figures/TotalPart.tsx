import type { AnswerCounts } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { moneyText } from '../answer/cost.ts'

/** The figures of all that was counted, each with its definition on hover. */
export function TotalPart({ total }: { total: AnswerCounts }) {
  const { answers } = useWords()
  const { figures: words } = answers
  const language = useLanguage()
  const number = (count: number) => count.toLocaleString(language)
  const share = (count: number, whole: number) =>
    count > 0 && whole > 0 && words.percent(Math.round((100 * count) / whole))
  const { replies, answered, suggested, handedOver, confirmed, assumed, unhelpful } = total
  const { ratedGood, ratedBad, microUsd, unknownCalls } = total
  const isUnknown = unknownCalls > 0 && microUsd === 0
  return (
    <Figures label={words.figures}>
      <Figure name={words.replies} hint={words.repliesHint} value={number(replies)} />
      <Figure
        name={words.answered}
        hint={words.answeredHint}
        value={number(answered)}
        note={share(answered, replies)}
      />
      <Figure
        name={words.suggested}
        hint={words.suggestedHint}
        value={number(suggested)}
        note={share(suggested, replies)}
      />
      <Figure
        name={words.handedOver}
        hint={words.handedOverHint}
        value={number(handedOver)}
        note={share(handedOver, replies)}
      />
      <Figure
        name={words.confirmed}
        hint={words.confirmedHint}
        value={number(confirmed)}
        note={share(confirmed, answered)}
      />
      <Figure
        name={words.assumed}
        hint={words.assumedHint}
        value={number(assumed)}
        note={share(assumed, answered)}
      />
      <Figure name={words.unhelpful} hint={words.unhelpfulHint} value={number(unhelpful)} />
      <Figure
        name={words.rated}
        hint={words.ratedHint}
        value={words.ratedValue(number(ratedGood), number(ratedBad))}
      />
      <Figure
        name={words.cost}
        hint={words.costHint}
        value={
          isUnknown
            ? answers.unknown
            : moneyText({ microUsd, unknown: 0, calls: 1 }, { words: answers, language })
        }
        note={unknownCalls > 0 && words.unknownCalls(number(unknownCalls))}
      />
    </Figures>
  )
}
