import type { AnswerTrace } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Section } from '../../ui/Pane.tsx'
import { VariantLines } from './VariantLines.tsx'

/** What was looked for, in which languages, and what was minded in the contact's words. */
export function QuestionSection({ trace }: { trace: AnswerTrace }) {
  const { answers: words } = useWords()
  const [, ...looked] = trace.variants
  const parts = looked.filter(({ part, language }) => part !== undefined && language === trace.language)
  const others = looked.filter((one) => !parts.includes(one))
  return (
    <Section title={words.question}>
      <Facts
        facts={[
          [words.language, languageName(trace.language)],
          [words.asked, trace.question],
          [words.parts, lines(parts.map(({ part = 0, question }) => words.partTitle(part, question)))],
          [words.variants, others.length > 0 && <VariantLines language={trace.language} variants={others} />],
          [words.suspicious, lines(trace.flags.map((flag) => words.flags[flag] ?? flag))],
        ]}
      />
    </Section>
  )
}

function lines(texts: readonly string[]) {
  return texts.length === 0 ? null : texts.map((text) => <p key={text}>{text}</p>)
}
