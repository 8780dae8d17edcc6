import type { Answer, AnswerTrace } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { byPart } from './parts.ts'
import { shownIn } from './roles.ts'
import { useDetails } from './use-details.ts'

const SIGNALS = ['title', 'body', 'trigram', 'alternate'] as const

/** The figures behind an answer, for those who tune it: folded, as they were left. */
export function DetailsSection({ answer }: { answer: Answer }) {
  const { answers: words } = useWords()
  const [isOpen, setOpen] = useDetails()
  const { trace } = answer
  const groups = byPart(trace.parts ?? [], trace.candidates)
  const found = shownIn(groups, answer).flatMap((shown, at) => {
    const place = groups[at]?.part?.place ?? 0
    return shown.length > 0 ? [{ place, candidates: shown.map(({ candidate }) => candidate) }] : []
  })
  return (
    <Section title={words.forDevelopers}>
      <Disclosure summary={words.details} isOpen={isOpen} onToggle={setOpen}>
        <Stack gap={4}>
          <TraceFacts trace={trace} />
          {found.map(({ place, candidates }) => (
            <Signals key={place} {...{ place, candidates }} language={trace.language} />
          ))}
        </Stack>
      </Disclosure>
    </Section>
  )
}

/** By which versions of what it was written. */
function TraceFacts({ trace }: { trace: AnswerTrace }) {
  const { answers: words, meaning } = useWords()
  const { org, inbox } = trace.instructions
  const version = (of: number | null) => (of === null ? words.noVersion : words.version(of))
  const redacted = Object.entries(trace.redacted).filter(([, count]) => count > 0)
  return (
    <Facts
      facts={[
        [
          meaning.fact,
          trace.meaning &&
            [meaning.outcomes[trace.meaning.outcome], trace.meaning.reason].filter(Boolean).join('. '),
        ],
        [
          words.redacted,
          redacted.map(([kind, count]) => words.count(words.secrets[kind] ?? kind, count)).join(', '),
        ],
        [
          words.instructions,
          [`${words.orgVersion}: ${version(org)}`, `${words.inboxVersion}: ${version(inbox)}`].join(', '),
        ],
        [words.prompt, trace.promptHash?.slice(0, 12)],
      ]}
    />
  )
}

/** `place`: of the question that found them; 0: all of it did. */
type SignalsProps = { place: number; candidates: AnswerTrace['candidates']; language: string }

/** What each candidate scored, and by what. */
function Signals({ place, candidates, language }: SignalsProps) {
  const { answers: words, meaning } = useWords()
  const reader = useLanguage()
  const number = (score: number) => score.toLocaleString(reader, { maximumFractionDigits: 2 })
  const figuresOf = ({ signals, foundBy, version }: AnswerTrace['candidates'][number]) => {
    const { meaning: near = 0 } = signals
    return [
      ...SIGNALS.filter((name) => signals[name] > 0).map((name) =>
        words.score(words.signals[name], number(signals[name])),
      ),
      ...(near > 0 ? [words.score(meaning.shortSignal, number(near))] : []),
      ...(foundBy === language ? [] : [words.foundBy(languageName(foundBy))]),
      words.version(version),
    ].join(' · ')
  }
  return (
    <Stack gap={2}>
      {candidates.map((one) => (
        <div key={one.chunkId}>
          <Text as="p" size="xs" isBroken>
            {[...(place === 0 ? [] : [`${place}.`]), [one.title, ...one.headings.slice(-1)].join(' › ')].join(
              ' ',
            )}
          </Text>
          <Text as="p" size="xs" tone="muted">
            {figuresOf(one)}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
