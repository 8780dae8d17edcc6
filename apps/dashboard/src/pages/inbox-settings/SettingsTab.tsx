import type { InboxDetail } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useChangeInbox, useDisconnect, usePauseInbox } from '../../api/inboxes.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Form } from '../../ui/Form.tsx'
import { useNow } from '../../ui/now.ts'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { AnswersChoice } from './AnswersChoice.tsx'
import { GreetingPart } from './GreetingPart.tsx'
import { IdentityPart } from './IdentityPart.tsx'
import { PurposeField } from './PurposeField.tsx'
import { TokenPart } from './TokenPart.tsx'
import { WhenField } from './WhenField.tsx'
import { linesOf } from './WidgetForm.tsx'
import { answeringOf, whoAnswers } from './who-answers.ts'

/** The fields of the API that the first form shows, each with what is wrong with it. */
const SHOWN = ['name', 'purpose', 'catalogId', 'allowedOrigins']

type Props = { inbox: InboxDetail }

/** Everything that can be changed of an inbox. */
export function SettingsTab({ inbox }: Props) {
  const { connect: words } = useWords()
  const language = useLanguage()
  const isConnected = inbox.state !== 'disconnected'
  const day = (text: string | null) => (text ? fullTime(text, language) : '')
  return (
    <>
      {!isConnected && (
        <div role="status">
          <Text as="p" tone="wait">
            {inbox.forgottenAt
              ? words.forgotten(day(inbox.forgottenAt))
              : words.disconnected(day(inbox.forgetAt))}
          </Text>
        </div>
      )}
      {isConnected && inbox.token && <TokenPart inbox={inbox} token={inbox.token} />}
      <Who inbox={inbox} />
      {isConnected && inbox.widget && (
        <GreetingPart
          key={Object.values(inbox.widget.greeting).join('\n')}
          inbox={inbox}
          greeting={inbox.widget.greeting}
          kept={inbox.widget.keptGreeting}
        />
      )}
      <Part title={words.about}>
        <Facts
          facts={[
            [words.account, inbox.externalId],
            [words.callback, inbox.app?.callbackUrl],
          ]}
        />
        {isConnected && inbox.widget && <Snippet inbox={inbox} loaderUrl={inbox.widget.loaderUrl} />}
      </Part>
      {isConnected && inbox.widget && <IdentityPart inboxId={inbox.id} />}
      {isConnected && <PausePart inbox={inbox} />}
      {isConnected && <DisconnectPart inbox={inbox} />}
    </>
  )
}

function Who({ inbox }: Props) {
  const { connect: words, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const change = useChangeInbox(inbox.id)
  const [name, setName] = useState(inbox.name)
  const [answering, setAnswering] = useState(answeringOf(inbox))
  const [origins, setOrigins] = useState(inbox.widget?.allowedOrigins.join('\n') ?? '')
  const [catalogId, setCatalogId] = useState(inbox.catalogId ?? '')
  const [purpose, setPurpose] = useState(inbox.purpose)
  const [aiWhen, setAiWhen] = useState(inbox.aiWhen)
  const isWhatsApp = inbox.channel === 'whatsapp'
  const byAi = answering === 'ai'
  const asksPurpose = isWhatsApp && byAi
  const wish = {
    ...{
      name: name.trim(),
      ...whoAnswers(answering),
      allowedOrigins: inbox.widget ? linesOf(origins) : null,
    },
    ...(byAi && { aiWhen }),
    ...(isWhatsApp && { catalogId: catalogId.trim() || null }),
    ...(asksPurpose && purpose.trim() !== inbox.purpose && { purpose: purpose.trim() }),
  }
  const issues = issuesOf(change.error, { sent: change.variables, now: wish })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(wish, { onSuccess: () => toast({ tone: 'plain', title: words.saved }) })
  }
  return (
    <Part title={words.settings}>
      <Form onSubmit={submit} isOwnJudge>
        <LineControl
          label={words.name}
          maxLength={80}
          value={name}
          error={issues.at('name')}
          onChange={setName}
        />
        <AnswersChoice value={answering} onChange={setAnswering} />
        {byAi && <WhenField inboxId={inbox.id} value={aiWhen} onChange={setAiWhen} />}
        {asksPurpose && <PurposeField value={purpose} error={issues.at('purpose')} onChange={setPurpose} />}
        {isWhatsApp && (
          <LineControl
            label={words.catalogue}
            hint={words.catalogueHint}
            maxLength={40}
            value={catalogId}
            error={issues.at('catalogId')}
            onChange={setCatalogId}
          />
        )}
        {inbox.widget && (
          <LinesControl
            label={words.origins}
            hint={words.originsHint}
            value={origins}
            error={issues.within('allowedOrigins')}
            onChange={setOrigins}
          />
        )}
        <Refusal error={change.error} fields={SHOWN} />
        <Inline>
          <Button type="submit" disabledReason={readOnly ?? (change.isPending && backends.saving)}>
            {words.save}
          </Button>
        </Inline>
      </Form>
    </Part>
  )
}

function Snippet({ inbox, loaderUrl }: Props & { loaderUrl: string }) {
  const { connect: words } = useWords()
  return (
    <>
      <Text as="p" size="sm">
        {words.snippet}
      </Text>
      <Code value={`<script src="${loaderUrl}" data-key="${inbox.externalId}" async></script>`} />
    </>
  )
}

function PausePart({ inbox }: Props) {
  const { connect: words, time, backends } = useWords()
  const readOnly = useReadOnlyReason()
  const now = useNow()
  const pause = usePauseInbox(inbox.id)
  const isPaused = inbox.pausedAt !== null
  return (
    <Part
      title={words.pauseTitle}
      intro={
        inbox.pausedAt
          ? words.pausedSince(relativeTime(inbox.pausedAt, now, time), inbox.waiting)
          : words.pauseBody
      }
    >
      <Inline>
        <Button
          disabledReason={readOnly ?? (pause.isPending && backends.saving)}
          onClick={() => pause.mutate(!isPaused, { onError: sayRefused })}
        >
          {isPaused ? words.resume : words.pause}
        </Button>
      </Inline>
    </Part>
  )
}

function DisconnectPart({ inbox }: Props) {
  const { connect: words, shortcuts } = useWords()
  const readOnly = useReadOnlyReason()
  const disconnect = useDisconnect(inbox.id)
  const [isAsking, setAsking] = useState(false)
  const done = ({ isUnsubscribed }: { isUnsubscribed: boolean }) => {
    if (!isUnsubscribed) toast({ tone: 'fail', title: words.notUnsubscribed })
  }
  return (
    <Part title={words.disconnectPart} intro={words.disconnectBody}>
      <Inline>
        <Button disabledReason={readOnly} onClick={() => setAsking(true)}>
          {words.disconnect}
        </Button>
      </Inline>
      {isAsking && (
        <Confirm
          title={words.disconnectTitle(inbox.name)}
          body={words.disconnectBody}
          action={words.disconnect}
          cancel={words.cancel}
          closeLabel={shortcuts.close}
          error={disconnect.error && explainError(disconnect.error)}
          onConfirm={() => disconnect.mutate(undefined, { onSuccess: done })}
          onClose={() => setAsking(false)}
        />
      )}
    </Part>
  )
}
