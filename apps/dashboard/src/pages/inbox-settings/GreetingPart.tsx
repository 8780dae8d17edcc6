import type { InboxDetail, WidgetGreeting } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useSetGreeting } from '../../api/inboxes.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextButton } from '../../ui/LinkBox.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { ChatPreview, Halves } from '../../ui/Writing.tsx'

const LANGUAGES = ['en', 'es', 'pt'] as const satisfies (keyof WidgetGreeting)[]

/** As the widget says it where the business says nothing: see `apps/widget/src/frame/words.ts`. */
const USUAL: WidgetGreeting = {
  ...{ en: 'Hello! How can we help?', es: '¡Hola! ¿En qué podemos ayudar?' },
  pt: 'Olá! Como podemos ajudar?',
}
const LENGTH_MAX = 300

type Props = {
  inbox: InboxDetail
  greeting: WidgetGreeting
  /** Of the micro-backend that answered before. */
  kept: WidgetGreeting | null
}

/** With what the chat on a site greets, in each language that it speaks. */
export function GreetingPart({ inbox, greeting, kept }: Props) {
  const { connect: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const set = useSetGreeting(inbox.id)
  const [typed, setTyped] = useState(greeting)
  const [shown, setShown] = useState<keyof WidgetGreeting>('en')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    set.mutate(typed, { onSuccess: () => toast({ tone: 'plain', title: words.greetingSaved }) })
  }
  return (
    <Part title={words.greeting} intro={words.greetingHint}>
      {kept && <Kept kept={kept} onUse={() => setTyped(kept)} />}
      <Halves
        left={
          <Form onSubmit={submit}>
            {LANGUAGES.map((language) => (
              <LinesControl
                key={language}
                label={words.languages[language]}
                placeholder={USUAL[language]}
                maxLength={LENGTH_MAX}
                value={typed[language]}
                onChange={(text) => {
                  setTyped({ ...typed, [language]: text })
                  setShown(language)
                }}
              />
            ))}
            <Refusal error={set.error} />
            <Inline>
              <Button type="submit" disabledReason={readOnly ?? (set.isPending && backends.saving)}>
                {words.saveGreeting}
              </Button>
            </Inline>
          </Form>
        }
        right={
          <Stack gap={2}>
            <ChoiceControl
              label={words.previewIn}
              value={shown}
              options={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
              onChange={(language) => setShown(language as keyof WidgetGreeting)}
            />
            <ChatPreview label={words.greetingPreview} title={inbox.name}>
              {typed[shown].trim() || USUAL[shown]}
            </ChatPreview>
          </Stack>
        }
      />
    </Part>
  )
}

/** The words that are not said now, and would be lost to sight. */
function Kept({ kept, onUse }: { kept: WidgetGreeting; onUse: () => void }) {
  const { connect: words } = useWords()
  const language = useLanguage()
  const shown = language === 'es' ? kept.es || kept.en : kept.en || kept.es
  return (
    <Inline isWrapping>
      <Text as="p" size="sm">
        {words.greetingKept(shown || kept.pt)}
      </Text>
      <TextButton onClick={onUse}>{words.greetingUse}</TextButton>
    </Inline>
  )
}
