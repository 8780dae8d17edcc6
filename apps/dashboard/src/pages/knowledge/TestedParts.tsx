import { type api, baseLanguage, type ContractReturns } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import type { AskedQuestion } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Bar } from '../../ui/Figures.tsx'
import { LONE_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Quotation } from '../../ui/Quotation.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { useEvidenceWords } from '../answer/evidence-words.ts'
import { bestFirst } from '../answer/parts.ts'
import { partByWorth } from './part-by-worth.ts'
import { TryAnswerPart } from './TryAnswerPart.tsx'
import { questionsOf, type TestedQuestion } from './tested-question.ts'
import { VerdictPart } from './VerdictPart.tsx'
import { useVerdictWords } from './verdict-words.ts'

type Tested = ContractReturns<typeof api.testQuestion>
type Found = Tested['candidates'][number]

/** What came of a question: whether it is enough, what would be quoted, and everything that was found. */
export function TestedParts({ asked, tested }: { asked: AskedQuestion; tested: Tested }) {
  const words = useVerdictWords()
  const { candidates, thresholds } = tested
  return (
    <>
      <VerdictPart asked={asked} tested={tested} />
      <TryAnswerPart key={JSON.stringify(asked)} asked={asked} />
      {candidates.length > 0 && (
        <Part title={words.candidates} intro={words.candidatesHint}>
          {questionsOf(asked, tested).map((one) => (
            <FoundRows key={one.place} {...{ one, thresholds }} language={asked.language} />
          ))}
        </Part>
      )}
    </>
  )
}

type FoundProps = { one: TestedQuestion; thresholds: Tested['thresholds']; language: string }

/**
 * What one question found, under its words where there are several. What says next to nothing of it stands
 * behind a press, so that the rest is seen.
 */
function FoundRows({ one, thresholds, language }: FoundProps) {
  const { answers, knowledge: words } = useWords()
  const { place, question, candidates, isEnough, quote } = one
  const judged = candidates.map((candidate) => ({ ...candidate, threshold: thresholds[candidate.kind] }))
  // As an answer looks at it; where there is none, what lacks least comes first, as the verdict names it.
  const { telling, little } = partByWorth(isEnough ? judged : bestFirst(judged), thresholds)
  const title = place === 0 ? words.candidates : answers.partTitle(place, question)
  const rowOf = (candidate: (typeof judged)[number]) => (
    <CandidateRow
      key={candidate.chunkId}
      {...{ candidate, language }}
      threshold={candidate.threshold}
      quoted={quote?.chunkId === candidate.chunkId ? quote.text : null}
    />
  )
  return (
    <Stack gap={2}>
      {place > 0 && (
        <Text as="h3" size="sm" isStrong isBroken>
          {title}
        </Text>
      )}
      {candidates.length === 0 ? (
        <Text as="p" size="sm" tone="muted">
          {words.nothingFound}
        </Text>
      ) : (
        <Rows label={title}>{telling.map(rowOf)}</Rows>
      )}
      {little.length > 0 && (
        <Disclosure summary={words.littleMore(little.length)}>
          <Rows label={words.littleMore(little.length)}>{little.map(rowOf)}</Rows>
        </Disclosure>
      )}
    </Stack>
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
  const { meaning } = useWords()
  const words = useVerdictWords()
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
        <Link to="/knowledge/articles/$articleId" params={{ articleId }} className={LONE_LINK}>
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
