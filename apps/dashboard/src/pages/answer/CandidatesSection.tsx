import type { Answer, AnswerTrace } from '@hilo/protocol'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Bar } from '../../ui/Figures.tsx'
import { TextButton } from '../../ui/LinkBox.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ArticleDialog } from './ArticleDialog.tsx'
import { useEvidenceWords } from './evidence-words.ts'

type Candidate = AnswerTrace['candidates'][number]

const SIGNALS = ['title', 'body', 'trigram', 'alternate'] as const

/** What the question found, the best first, and whether that was enough. */
export function CandidatesSection({ answer: { trace, citations } }: { answer: Answer }) {
  const { answers: words } = useWords()
  const { candidates, threshold, isEnough } = trace
  const cited = new Set(citations.map(({ chunkId }) => chunkId))
  return (
    <Section
      title={words.candidates}
      aside={
        threshold !== null && (
          <Badge tone={isEnough ? 'done' : 'wait'}>{isEnough ? words.isEnough : words.tooLittle}</Badge>
        )
      }
    >
      {candidates.length === 0 && (
        <Text as="p" size="sm" tone="muted">
          {words.noCandidates}
        </Text>
      )}
      <Stack gap={3}>
        {candidates.map((candidate) => (
          <CandidateRow
            key={candidate.chunkId}
            candidate={candidate}
            isCited={cited.has(candidate.chunkId)}
            language={trace.language}
          />
        ))}
      </Stack>
    </Section>
  )
}

type RowProps = { candidate: Candidate; isCited: boolean; language: string }

function CandidateRow({ candidate, isCited, language }: RowProps) {
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
    ...(candidate.foundBy === language ? [] : [words.foundBy(candidate.foundBy)]),
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
          {isCited && <Badge tone="accent">{words.isCited}</Badge>}
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
