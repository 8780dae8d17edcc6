import type { Answer, AnswerTrace } from '@hilo/protocol'
import { useState } from 'react'
import type { Words } from '../../i18n/en.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Bar } from '../../ui/Figures.tsx'
import { TextButton } from '../../ui/LinkBox.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { languageName } from '../knowledge/language-name.ts'
import { ArticleDialog } from './ArticleDialog.tsx'
import { useEvidenceWords } from './evidence-words.ts'
import { bestFirst, byPart, type Found, verdictOf } from './parts.ts'

type Candidate = AnswerTrace['candidates'][number]

const SIGNALS = ['title', 'body', 'trigram', 'alternate'] as const

/**
 * What the question found, the best first, and whether that was enough. Of a message with several questions
 * each has its own, which says how much of that one it covers.
 */
export function CandidatesSection({ answer }: { answer: Answer }) {
  const { answers: words } = useWords()
  const { trace, action } = answer
  const verdict = verdictOf(answer, words)
  // A model may have written from what is below it, and nothing of that is sent unread.
  const isChecked = action === 'answer' && trace.mode === 'model' && verdict?.tone === 'wait'
  return (
    <Section title={words.candidates} aside={verdict && <Badge tone={verdict.tone}>{verdict.text}</Badge>}>
      <Stack gap={4}>
        {trace.candidates.length === 0 && (
          <Text as="p" size="sm" tone="muted">
            {words.noCandidates}
          </Text>
        )}
        {isChecked && (
          <Text as="p" size="sm" tone="muted">
            {words.checkedBelow}
          </Text>
        )}
        {byPart(trace.parts ?? [], trace.candidates).map(({ part, candidates }) => (
          <PartSection key={part?.place ?? 0} {...{ answer, part, candidates }} />
        ))}
      </Stack>
    </Section>
  )
}

type PartProps = { answer: Answer } & Found<NonNullable<AnswerTrace['parts']>[number], Candidate>

function PartSection({ answer: { trace, citations, action }, part, candidates }: PartProps) {
  const { answers: words } = useWords()
  const cited = new Set(citations.map(({ chunkId }) => chunkId))
  const isParted = (trace.parts ?? []).length > 0
  return (
    <Stack gap={3}>
      {part && (
        <Inline gap={2} isSpread align="start">
          <Text as="h3" size="sm" isStrong isBroken>
            {words.partTitle(part.place, part.question)}
          </Text>
          <Badge tone={part.isEnough || part.isAnswered ? 'done' : 'wait'}>{partVerdict(part, words)}</Badge>
        </Inline>
      )}
      {!part && isParted && (
        <Text as="h3" size="sm" isStrong>
          {words.allParts}
        </Text>
      )}
      {part && candidates.length === 0 && (
        <Text as="p" size="sm" tone="muted">
          {words.noCandidates}
        </Text>
      )}
      {bestFirst(candidates).map((candidate) => (
        <CandidateRow
          key={candidate.chunkId}
          candidate={candidate}
          role={cited.has(candidate.chunkId) ? roleOf(action, candidate) : null}
          language={trace.language}
        />
      ))}
    </Stack>
  )
}

function partVerdict(
  { isEnough, isAnswered }: { isEnough: boolean; isAnswered: boolean },
  words: Words['answers'],
): string {
  if (isAnswered) return words.isAnswered
  return isEnough ? words.isEnough : words.tooLittle
}

/**
 * What was made of it: what a contact was only shown the name of says nothing for an answer. What has none of
 * the words of a question was offered for another one.
 */
function roleOf(action: Answer['action'], { evidence }: Candidate): Role {
  if (action !== 'suggest') return 'isCited'
  return evidence > 0 ? 'isOffered' : null
}

type Role = 'isCited' | 'isOffered' | null
type RowProps = { candidate: Candidate; role: Role; language: string }

function CandidateRow({ candidate, role, language }: RowProps) {
  const { answers: words, meaning } = useWords()
  const evidenceWords = useEvidenceWords()
  const reader = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { articleId, title, headings, audience, version, start, end, evidence, threshold } = candidate
  const number = (score: number) => score.toLocaleString(reader, { maximumFractionDigits: 2 })
  const signals = SIGNALS.filter((name) => candidate.signals[name] > 0)
  const { meaning: near = 0 } = candidate.signals
  const details = [
    ...signals.map((name) => words.score(words.signals[name], number(candidate.signals[name]))),
    ...(near > 0 ? [words.score(meaning.shortSignal, number(near))] : []),
    ...(candidate.foundBy === language ? [] : [words.foundBy(languageName(candidate.foundBy))]),
    words.version(version),
  ]
  return (
    <Stack gap={1}>
      <Inline gap={2} isSpread>
        <TextButton title={words.openText} onClick={() => setOpen(true)}>
          {[title, ...headings.slice(-1)].join(' › ')}
        </TextButton>
        <Inline gap={1} isRigid>
          {audience === 'internal' && <Badge tone="wait">{words.internal}</Badge>}
          {role && <Badge tone={role === 'isCited' ? 'accent' : 'plain'}>{words[role]}</Badge>}
        </Inline>
      </Inline>
      <Bar whole={1} part={evidence} />
      <Text as="p" size="xs" tone={evidence >= threshold ? 'ink' : 'muted'}>
        {evidenceWords(candidate)}
      </Text>
      <Text as="p" size="xs" tone="faint">
        {details.join(' · ')}
      </Text>
      {isOpen && (
        <ArticleDialog
          article={{ articleId, title, version, places: [{ start, end }] }}
          onClose={() => setOpen(false)}
        />
      )}
    </Stack>
  )
}
