import type { Answer, AnswerTrace } from '@hilo/protocol'
import { useState } from 'react'
import type { Words } from '../../i18n/en.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Bar } from '../../ui/Figures.tsx'
import { TextButton } from '../../ui/LinkBox.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ArticleDialog } from './ArticleDialog.tsx'
import { useEvidenceWords } from './evidence-words.ts'
import { byPart, type Found, verdictOf } from './parts.ts'
import { type Shown, shownIn } from './roles.ts'

type Candidate = AnswerTrace['candidates'][number]

/**
 * What the question found, the best first, and whether that was enough. Of a message with several questions
 * each has its own, which says how much of that one it covers.
 */
export function CandidatesSection({ answer }: { answer: Answer }) {
  const { answers: words } = useWords()
  const { trace, action } = answer
  const groups = byPart(trace.parts ?? [], trace.candidates)
  const shown = shownIn(groups, answer)
  const verdict = verdictOf(answer, words)
  // A model may have written from what is below it, and nothing of that is sent unread.
  const isChecked = action === 'answer' && trace.mode === 'model' && verdict?.tone === 'wait'
  return (
    <Section title={words.candidates} aside={verdict && <Badge tone={verdict.tone}>{verdict.text}</Badge>}>
      <Stack gap={4}>
        {shown.every(({ length }) => length === 0) && !trace.parts && (
          <Text as="p" size="sm" tone="muted">
            {words.noCandidates}
          </Text>
        )}
        {isChecked && (
          <Text as="p" size="sm" tone="muted">
            {words.checkedBelow}
          </Text>
        )}
        {groups.map(({ part }, at) => (
          <PartSection
            key={part?.place ?? 0}
            {...{ part, shown: shown[at] ?? [], isParted: (trace.parts ?? []).length > 0 }}
          />
        ))}
      </Stack>
    </Section>
  )
}

type PartProps = {
  part: Found<NonNullable<AnswerTrace['parts']>[number], Candidate>['part']
  shown: readonly Shown[]
  isParted: boolean
}

function PartSection({ part, shown, isParted }: PartProps) {
  const { answers: words } = useWords()
  if (!part && isParted && shown.length === 0) return null
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
      {part && shown.length === 0 && (
        <Text as="p" size="sm" tone="muted">
          {words.openQuestion.nothing}
        </Text>
      )}
      {shown.map((one) => (
        <CandidateRow key={one.candidate.chunkId} {...one} />
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

function CandidateRow({ candidate, role }: Shown) {
  const { answers: words } = useWords()
  const evidenceWords = useEvidenceWords()
  const [isOpen, setOpen] = useState(false)
  const { articleId, title, headings, audience, version, start, end, evidence, threshold } = candidate
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
      {isOpen && (
        <ArticleDialog
          article={{ articleId, title, version, places: [{ start, end }] }}
          onClose={() => setOpen(false)}
        />
      )}
    </Stack>
  )
}
