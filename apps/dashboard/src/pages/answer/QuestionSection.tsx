import type { AnswerTrace } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Section } from '../../ui/Pane.tsx'
import { languageName } from '../knowledge/language-name.ts'
import { VariantLines } from './VariantLines.tsx'

/** What was looked for, in which languages, and what was minded in the contact's words. */
export function QuestionSection({ trace }: { trace: AnswerTrace }) {
  const { answers: words, meaning } = useWords()
  const [, ...looked] = trace.variants
  const parts = looked.filter(({ part, language }) => part !== undefined && language === trace.language)
  const others = looked.filter((one) => !parts.includes(one))
  const redacted = Object.entries(trace.redacted).filter(([, count]) => count > 0)
  const { instructions } = trace
  const version = (of: number | null) => (of === null ? words.noVersion : words.version(of))
  return (
    <Section title={words.question}>
      <Facts
        facts={[
          [words.language, languageName(trace.language)],
          [words.asked, trace.question],
          [words.parts, lines(parts.map(({ part = 0, question }) => words.partTitle(part, question)))],
          [words.variants, others.length > 0 && <VariantLines language={trace.language} variants={others} />],
          [
            meaning.fact,
            trace.meaning &&
              [meaning.outcomes[trace.meaning.outcome], trace.meaning.reason].filter(Boolean).join('. '),
          ],
          [words.suspicious, lines(trace.flags.map((flag) => words.flags[flag] ?? flag))],
          [
            words.redacted,
            lines(redacted.map(([kind, count]) => words.count(words.secrets[kind] ?? kind, count))),
          ],
          [
            words.instructions,
            lines([
              `${words.orgVersion}: ${version(instructions.org)}`,
              `${words.inboxVersion}: ${version(instructions.inbox)}`,
            ]),
          ],
          [words.prompt, trace.promptHash?.slice(0, 12)],
        ]}
      />
    </Section>
  )
}

function lines(texts: readonly string[]) {
  return texts.length === 0 ? null : texts.map((text) => <p key={text}>{text}</p>)
}
