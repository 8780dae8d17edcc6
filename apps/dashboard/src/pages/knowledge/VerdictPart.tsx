import { Link } from '@tanstack/react-router'
import type { AskedQuestion } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Part } from '../../ui/Page.tsx'
import { Quotation } from '../../ui/Quotation.tsx'
import { Inline, Nested, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { MakeCaseButton } from '../ai-tests/MakeCaseButton.tsx'
import { useEvidenceWords } from '../answer/evidence-words.ts'
import { nearestOf, nothingText } from '../answer/open-question.ts'
import { questionsOf, type Tested, type TestedQuestion } from './tested-question.ts'
import { useVerdictWords } from './verdict-words.ts'

/** Whether a question would be answered, and from what; of several at once each by itself. */
export function VerdictPart({ asked, tested }: { asked: AskedQuestion; tested: Tested }) {
  const words = useVerdictWords()
  const questions = questionsOf(asked, tested)
  const enough = questions.filter(({ isEnough }) => isEnough)
  const best = enough[0]?.candidates[0]
  return (
    <Part
      title={words.verdict}
      aside={
        <MakeCaseButton
          from={{
            question: asked.question,
            language: asked.language,
            ...(best && { cites: best.articleId }),
          }}
        />
      }
    >
      <div role="status">
        <Stack gap={3}>
          {questions.length > 1 && (
            <>
              <Inline isWrapping>
                <Badge tone={enough.length === questions.length ? 'done' : 'wait'}>
                  {words.enoughFor(enough.length, questions.length)}
                </Badge>
              </Inline>
              <Text as="p" size="sm" tone="muted">
                {words.partsHint}
              </Text>
            </>
          )}
          {questions.map((one) => (
            <QuestionVerdict key={one.place} {...{ asked, one, thresholds: tested.thresholds }} />
          ))}
          {tested.meaning && <MeaningLine use={tested.meaning} />}
        </Stack>
      </div>
    </Part>
  )
}

type Props = { asked: AskedQuestion; one: TestedQuestion; thresholds: Tested['thresholds'] }

function QuestionVerdict(props: Props) {
  const { answers } = useWords()
  const { place, question } = props.one
  if (place === 0) return <Judgement {...props} />
  return (
    <Nested>
      <Text as="h3" isStrong isBroken>
        {answers.partTitle(place, question)}
      </Text>
      <Judgement {...props} />
    </Nested>
  )
}

function Judgement({ asked, one, thresholds }: Props) {
  const { answers } = useWords()
  const words = useVerdictWords()
  const evidenceWords = useEvidenceWords()
  const { place, question, candidates, isEnough, quote } = one
  const [best] = candidates
  // Ranked first is what would be quoted; where nothing is, what lacks least is named, as in the inbox.
  const judged = candidates.map((candidate) => ({ ...candidate, threshold: thresholds[candidate.kind] }))
  const nearest = isEnough ? judged[0] : nearestOf(judged)
  const notEnough = place === 0 ? words.notEnough : words.notEnoughPart
  return (
    <>
      <Inline isWrapping>
        <Badge tone={isEnough ? 'done' : 'wait'}>{isEnough ? words.enough : notEnough}</Badge>
        <Text size="sm">
          {nearest
            ? words.nearest(nearest.title, evidenceWords(nearest))
            : nothingText(candidates, answers.openQuestion)}
        </Text>
      </Inline>
      {best && quote && best.chunkId === nearest?.chunkId && (
        <Quotation
          text={quote.text}
          part={quote.best}
          source={isEnough ? words.quotedFrom(best.title) : words.wouldBeQuotedFrom(best.title)}
        />
      )}
      {!isEnough && <Instead question={question} language={asked.language} />}
    </>
  )
}

/** Whether what is near in meaning was looked at, and why not. */
function MeaningLine({ use: { outcome, reason } }: { use: NonNullable<Tested['meaning']> }) {
  const { meaning: words } = useWords()
  return (
    <Text as="p" size="sm" tone="muted">
      {[`${words.title}: ${words.outcomes[outcome]}.`, reason].filter(Boolean).join(' ')}
    </Text>
  )
}

/** What can be done about a question that has no answer. */
function Instead({ question, language }: Pick<AskedQuestion, 'question' | 'language'>) {
  const { knowledge: words } = useWords()
  return (
    <Inline isWrapping>
      <Link
        to="/knowledge/articles/$articleId"
        params={{ articleId: 'new' }}
        search={{ title: question, kind: 'faq', language }}
        className={BUTTON_LINK}
      >
        {words.writeAnswer}
      </Link>
    </Inline>
  )
}
