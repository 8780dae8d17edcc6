import { type PeopleTopic, TAG_LENGTH_MAX } from '@hilo/protocol'
import { Plus, Trash2 } from 'lucide-react'
import { useMembers } from '../../api/session.ts'
import { useTags } from '../../api/tags.ts'
import { type Issues, issuesBelow } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { Removable } from '../../ui/Removable.tsx'
import { Filler, Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { FieldRow } from '../../ui/Writing.tsx'
import { WrongLine } from '../../ui/WrongLine.tsx'
import type { Editing } from './use-editing.ts'

/** What goes to people before AI answers, and to whom. */
export function PeoplePart({ editing }: { editing: Editing }) {
  const { instructions: words } = useWords()
  const topics = editing.words.peopleTopics
  const put = (at: number, topic: PeopleTopic | null) => {
    const next = topics.flatMap((one, index) => (index === at ? (topic ?? []) : one))
    editing.change({ peopleTopics: next })
  }
  const add = () => editing.change({ peopleTopics: [...topics, { name: '', phrases: [] }] })
  const wrong = editing.issues.at('peopleTopics')
  return (
    <Part
      title={words.fields.peopleTopics}
      aside={
        <Button icon={Plus} onClick={add}>
          {words.addTopic}
        </Button>
      }
    >
      <Text as="p" size="sm" tone="muted">
        {words.hints.peopleTopics}
      </Text>
      {wrong && <WrongLine>{wrong}</WrongLine>}
      <Stack gap={6}>
        {topics.map((topic, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a topic has no name before it is typed
          <Removable key={at}>
            <TopicFields
              topic={topic}
              issues={issuesBelow(editing.issues, 'peopleTopics', at)}
              onChange={(next) => put(at, next)}
            />
          </Removable>
        ))}
      </Stack>
    </Part>
  )
}

type TopicProps = { topic: PeopleTopic; issues: Issues; onChange: (topic: PeopleTopic | null) => void }

function TopicFields({ topic, issues, onChange }: TopicProps) {
  const { instructions: words } = useWords()
  const { name, phrases } = topic
  return (
    <Stack gap={2}>
      <Inline align="start" isWrapping>
        <LineControl
          label={words.topicName}
          value={name}
          error={issues.at('name')}
          onChange={(value) => onChange({ ...topic, name: value })}
        />
        <Filler>
          <LinesControl
            label={words.topicPhrases}
            note={words.onePerLine}
            value={phrases.join('\n')}
            error={issues.within('phrases')}
            onChange={(value) => onChange({ ...topic, phrases: value.split('\n') })}
          />
        </Filler>
        <QuietIconButton icon={Trash2} label={words.removeTopic(name)} onClick={() => onChange(null)} />
      </Inline>
      <RouteFields {...{ topic, issues, onChange }} />
    </Stack>
  )
}

/** In which conversations it holds, and who gets them. */
function RouteFields({ topic, issues, onChange }: TopicProps) {
  const { instructions: words } = useWords()
  const members = useMembers().data ?? []
  const options = members.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <FieldRow isOfThree>
      <TagField
        label={words.topicOnlyWithTag}
        value={topic.onlyWithTag}
        error={issues.at('onlyWithTag')}
        onChange={(onlyWithTag) => onChange({ ...topic, onlyWithTag })}
      />
      <ChoiceControl
        label={words.topicAssignee}
        value={topic.assigneeId ?? ''}
        error={issues.at('assigneeId')}
        options={[{ value: '', label: words.topicNobody }, ...options]}
        onChange={(value) => onChange({ ...topic, assigneeId: value || undefined })}
      />
      <TagField
        label={words.topicTag}
        value={topic.tag}
        error={issues.at('tag')}
        onChange={(tag) => onChange({ ...topic, tag })}
      />
    </FieldRow>
  )
}

type TagProps = {
  label: string
  value: string | undefined
  error: string | null
  onChange: (tag: string | undefined) => void
}

/** A tag that the org has, or a new one. */
function TagField({ label, value, error, onChange }: TagProps) {
  const { instructions: words } = useWords()
  return (
    <LineControl
      {...{ label, error }}
      note={words.optional}
      maxLength={TAG_LENGTH_MAX}
      options={useTags().data ?? []}
      value={value ?? ''}
      onChange={(typed) => onChange(typed || undefined)}
    />
  )
}
