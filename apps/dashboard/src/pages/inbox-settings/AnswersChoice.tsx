import type { AiProvider } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useAiProviders, writersOf } from '../../api/ai.ts'
import { useBackends } from '../../api/backends.ts'
import { useKnowledge } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { ChoiceControl } from '../../ui/Control.tsx'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import type { Answering } from './who-answers.ts'

type Props = { value: Answering; onChange: (choice: Answering) => void }

/** Who answers in an inbox, a micro-backend, AI or people, and what follows from that. */
export function AnswersChoice({ value, onChange }: Props) {
  const { connect, answers } = useWords()
  const { choice: words } = answers
  const { data } = useBackends()
  const backends = (data?.backends ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Stack gap={2}>
      <ChoiceControl
        label={connect.answers}
        value={value}
        options={[{ value: 'people', label: words.people }, { value: 'ai', label: words.ai }, ...backends]}
        onChange={onChange}
      />
      <Text as="p" size="sm" tone="muted">
        {value === 'ai' ? words.aiBody : value === 'people' ? words.peopleBody : words.backendBody}
      </Text>
      {value === 'ai' && <AiPart />}
    </Stack>
  )
}

/** With what AI would answer now, and where that is changed. */
function AiPart() {
  const { choice: words } = useWords().answers
  const providers = useAiProviders()
  const knowledge = useKnowledge()
  const writers = providers.data && writersOf(providers.data)
  const nameOf = ({ kind, name }: AiProvider) => (kind === 'installation' ? words.installation : name)
  const hasFailed = (providers.error && !providers.data) || (knowledge.error && !knowledge.data)
  return (
    <Stack gap={1}>
      {hasFailed && (
        <Text as="p" size="sm" tone="fail">
          {words.error}
        </Text>
      )}
      {writers && (
        <Text as="p" size="sm" tone={writers.length === 0 ? 'wait' : 'ink'}>
          {writers.length === 0 ? words.quoting : words.model(writers.map(nameOf).join(', '))}
        </Text>
      )}
      {knowledge.data && (
        <Text as="p" size="sm" tone={knowledge.data.answering === 0 ? 'wait' : 'ink'}>
          {knowledge.data.answering === 0 ? words.noArticles : words.articles(knowledge.data.answering)}
        </Text>
      )}
      <Inline gap={4} isWrapping>
        <Link to="/knowledge" className={TEXT_LINK}>
          {words.toKnowledge}
        </Link>
        <Link to="/settings/ai" search={{ tab: 'providers' }} className={TEXT_LINK}>
          {words.toProviders}
        </Link>
        <Link to="/answers" search={{ days: 30 }} className={TEXT_LINK}>
          {words.toFigures}
        </Link>
      </Inline>
    </Stack>
  )
}
