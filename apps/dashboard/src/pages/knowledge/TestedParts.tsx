import { type api, baseLanguage, type ContractReturns } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import type { AskedQuestion } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Bar } from '../../ui/Figures.tsx'
import { BUTTON_LINK, TEXT_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Quotation } from '../../ui/Quotation.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { MakeCaseButton } from '../ai-tests/MakeCaseButton.tsx'
import { useEvidenceWords } from '../answer/evidence-words.ts'
import { nearestOf } from '../answer/open-question.ts'
import { languageName } from './language-name.ts'
import { partByWorth } from './part-by-worth.ts'
import { TryAnswerPart } from './TryAnswerPart.tsx'

type Tested = ContractReturns<typeof api.testQuestion>
type Found = Tested['candidates'][number]

/** What came of a question: whether it is enough, what would be quoted, and everything that was found. */
export function TestedParts({ asked, tested }: { asked: AskedQuestion; tested: Tested }) {
  return (
    <>
      <VerdictPart asked={asked} tested={tested} />
      <TryAnswerPart key={JSON.stringify(asked)} asked={asked} />
      {tested.candidates.length > 0 && <CandidatesPart asked={asked} tested={tested} />}
    </>
  )
}

/** What says next to nothing of the question stands behind a press, so that the rest is seen. */
function CandidatesPart({ asked, tested }: { asked: AskedQuestion; tested: Tested }) {
  const { knowledge: words } = useWords()
  const { thresholds, quote } = tested
  const { telling, little } = partByWorth(tested.candidates, thresholds)
  const rowOf = (candidate: Found) => (
    <CandidateRow
      key={candidate.chunkId}
      candidate={candidate}
      language={asked.language}
      threshold={thresholds[candidate.kind]}
      quoted={quote?.chunkId === candidate.chunkId ? quote.text : null}
    />
  )
  return (
    <Part title={words.candidates}>
      <Text as="p" size="sm" tone="muted">
        {words.candidatesHint}
      </Text>
      <Rows label={words.candidates}>{telling.map(rowOf)}</Rows>
      {little.length > 0 && (
        <Disclosure summary={words.littleMore(little.length)}>
          <Rows label={words.littleMore(little.length)}>{little.map(rowOf)}</Rows>
        </Disclosure>
      )}
    </Part>
  )
}

function VerdictPart({ asked, tested }: { asked: AskedQuestion; tested: Tested }) {
  const { knowledge: words } = useWords()
  const evidenceWords = useEvidenceWords()
  const { candidates, isEnough, thresholds, quote } = tested
  const [best] = candidates
  // Ranked first is what would be quoted; where nothing is, what lacks least is named, as in the inbox.
  const judged = candidates.map((one) => ({ ...one, threshold: thresholds[one.kind] }))
  const nearest = isEnough ? judged[0] : nearestOf(judged)
  return (
    <Part
      title={words.verdict}
      aside={
        <MakeCaseButton
          from={{
            question: asked.question,
            language: asked.language,
            ...(isEnough && best && { cites: best.articleId }),
          }}
        />
      }
    >
      <div role="status">
        <Stack gap={3}>
          <Inline isWrapping>
            <Badge tone={isEnough ? 'done' : 'wait'}>{isEnough ? words.enough : words.notEnough}</Badge>
            <Text size="sm">
              {nearest ? words.nearest(nearest.title, evidenceWords(nearest)) : words.nothingFound}
            </Text>
          </Inline>
          {best && quote && best.chunkId === nearest?.chunkId && (
            <Quotation
              text={quote.text}
              part={quote.best}
              source={isEnough ? words.quotedFrom(best.title) : words.wouldBeQuotedFrom(best.title)}
            />
          )}
          {tested.meaning && <MeaningLine use={tested.meaning} />}
          {!isEnough && <Instead asked={asked} />}
        </Stack>
      </div>
    </Part>
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
function Instead({ asked }: { asked: AskedQuestion }) {
  const { knowledge: words } = useWords()
  return (
    <Inline isWrapping>
      <Link
        to="/knowledge/articles/$articleId"
        params={{ articleId: 'new' }}
        search={{ title: asked.question, kind: 'faq', language: asked.language }}
        className={BUTTON_LINK}
      >
        {words.writeAnswer}
      </Link>
    </Inline>
  )
}

type CandidateProps = {
  candidate: Found
  /** That of the question. */
  language: string
  threshold: number
  /** What of its text would be quoted. */
  quoted: string | null
}

function CandidateRow({ candidate, language, threshold, quoted }: CandidateProps) {
  const { knowledge: words, meaning } = useWords()
  const evidenceWords = useEvidenceWords()
  const { articleId, title, headings, kind, audience, text, score, signals, evidence, version } = candidate
  const facts = (['title', 'body', 'trigram', 'alternate'] as const).map(
    (signal) => [words.signals[signal], signals[signal].toFixed(2)] as const,
  )
  const isForeign = baseLanguage(candidate.language) !== baseLanguage(language)
  const near = signals.meaning === undefined ? null : signals.meaning.toFixed(2)
  return (
    <ItemRow
      below={
        <Disclosure summary={words.whyHere}>
          <Stack gap={2} pad={2}>
            <Facts
              facts={[
                [words.score, score.toFixed(4)],
                ...facts,
                [meaning.signal, near],
                [words.version, words.versionNumber(version)],
              ]}
            />
            <Quotation text={text} part={quoted ?? undefined} source={quoted ? words.passage : null} />
          </Stack>
        </Disclosure>
      }
    >
      <Inline isWrapping>
        <Link to="/knowledge/articles/$articleId" params={{ articleId }} className={TEXT_LINK}>
          {[title, ...headings].join(' › ')}
        </Link>
        <Badge>{words.kinds[kind]}</Badge>
        {isForeign && <Badge>{languageName(candidate.language)}</Badge>}
        {audience === 'internal' && <Badge>{words.audiences.internal}</Badge>}
      </Inline>
      <Bar whole={evidence} />
      <Text size="sm" tone={evidence >= threshold ? 'done' : 'muted'}>
        {evidenceWords({ signals, evidence, threshold })}
      </Text>
    </ItemRow>
  )
}
