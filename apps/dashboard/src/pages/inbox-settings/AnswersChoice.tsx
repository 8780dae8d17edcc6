import type { AiProvider } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useAnswering } from '../../api/answers.ts'
import { useBackends } from '../../api/backends.ts'
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

/** With what AI would answer now. */
function AiPart() {
  const { choice: words } = useWords().answers
  const { data, error } = useAnswering(true)
  if (error) {
    return (
      <Text as="p" size="sm" tone="fail">
        {words.error}
      </Text>
    )
  }
  const isQuoting = data?.writers.length === 0
  const nameOf = ({ kind, name }: AiProvider) => (kind === 'installation' ? words.installation : name)
  return (
    <Stack gap={1}>
      <Text as="p" size="sm" tone={isQuoting ? 'wait' : 'ink'}>
        {data ? (isQuoting ? words.quoting : words.model(data.writers.map(nameOf).join(', '))) : ' '}
      </Text>
      <Text as="p" size="sm" tone={data?.articles === 0 ? 'wait' : 'ink'}>
        {data ? (data.articles === 0 ? words.noArticles : words.articles(data.articles, data.hasMore)) : ' '}
      </Text>
      <Inline>
        <Link to="/answers" search={{ days: 30 }} className={TEXT_LINK}>
          {words.toFigures}
        </Link>
      </Inline>
    </Stack>
  )
}
