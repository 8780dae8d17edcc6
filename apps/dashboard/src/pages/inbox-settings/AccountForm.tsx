import { type FormEvent, useState } from 'react'
import { useMetaApps } from '../../api/inboxes.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { AnswersChoice } from './AnswersChoice.tsx'
import type { Given, PlatformChannel } from './account-fields.ts'
import { accountProblems } from './account-problems.ts'
import { PurposeField } from './PurposeField.tsx'

type Props = {
  channel: PlatformChannel
  given: Given
  onChange: (change: Partial<Given>) => void
  onSubmit: () => void
}
type Fields = Omit<Props, 'onSubmit'> & { errorAt: (key: keyof Given) => string | null }

/** Asks for the app, the account, and what opens it. */
export function AccountForm({ onSubmit, ...form }: Props) {
  const { connect: words, channels } = useWords()
  const { given, onChange, channel } = form
  const [isTried, setTried] = useState(false)
  const problems = accountProblems(channel, given)
  const errorAt = (key: keyof Given) => {
    const problem = isTried && problems[key]
    return problem ? words.fieldProblems[problem] : null
  }
  const fields = { ...form, errorAt }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(problems).length === 0) onSubmit()
  }
  return (
    <Part title={channels[channel]}>
      <Form isOwnJudge onSubmit={submit}>
        <LineControl
          label={words.name}
          required
          autoFocus
          maxLength={80}
          value={given.name}
          error={errorAt('name')}
          onChange={(name) => onChange({ name })}
        />
        <AnswersChoice value={given.answering} onChange={(answering) => onChange({ answering })} />
        {channel === 'whatsapp' && given.answering === 'ai' && (
          <PurposeField
            value={given.purpose}
            error={errorAt('purpose')}
            onChange={(purpose) => onChange({ purpose })}
          />
        )}
        <AppFields {...fields} />
        <AccountFields {...fields} />
        <CredentialFields {...fields} />
        <Button variant="primary" type="submit">
          {words.connect}
        </Button>
      </Form>
    </Part>
  )
}

function AppFields({ given, onChange, errorAt }: Fields) {
  const { connect: words } = useWords()
  const { data: apps = [] } = useMetaApps()
  const known = apps.map(({ id, isShared }) => ({ value: id, label: isShared ? words.shared(id) : id }))
  return (
    <>
      {known.length > 0 && (
        <ChoiceControl
          label={words.app}
          value={given.knownApp}
          options={[{ value: '', label: words.otherApp }, ...known]}
          onChange={(knownApp) => onChange({ knownApp })}
        />
      )}
      {given.knownApp === '' && (
        <>
          <LineControl
            label={words.appId}
            required
            value={given.appId}
            error={errorAt('appId')}
            onChange={(appId) => onChange({ appId })}
          />
          <LineControl
            label={words.appSecret}
            type="password"
            required
            hint={words.appHint}
            value={given.appSecret}
            error={errorAt('appSecret')}
            onChange={(appSecret) => onChange({ appSecret })}
          />
        </>
      )}
    </>
  )
}

function AccountFields({ channel, given, onChange, errorAt }: Fields) {
  const { connect: words } = useWords()
  const line = (key: keyof Given, label: string, more: { required?: boolean; hint?: string } = {}) => (
    <LineControl
      label={label}
      inputMode="numeric"
      note={more.required ? null : words.optional}
      value={given[key]}
      error={errorAt(key)}
      onChange={(value) => onChange({ [key]: value })}
      {...more}
    />
  )
  if (channel === 'messenger') return line('pageId', words.pageId, { required: true })
  if (channel === 'whatsapp') {
    return (
      <>
        {line('phoneNumberId', words.phoneNumberId, { required: true })}
        {line('wabaId', words.wabaId, { required: true })}
        {line('pin', words.pin, { hint: words.pinHint })}
      </>
    )
  }
  return (
    <>
      {line('instagramId', words.instagramId)}
      {line('pageId', words.linkedPage, { hint: words.linkedHint })}
    </>
  )
}

function CredentialFields({ channel, given, onChange, errorAt }: Fields) {
  const { connect: words } = useWords()
  const { way } = given
  const options = (['token', 'code'] as const).map((value) => ({ value, label: words.ways[value] }))
  const isLogin = channel === 'instagram' && way === 'code' && given.pageId === ''
  return (
    <>
      <ChoiceControl
        label={words.way}
        value={way}
        options={options}
        onChange={(value) => onChange({ way: value === 'code' ? 'code' : 'token' })}
      />
      <LineControl
        key={way}
        label={words[way]}
        type="password"
        required
        hint={way === 'token' ? words.tokenHints[channel] : words.codeHints[channel]}
        value={given[way]}
        error={errorAt(way)}
        onChange={(value) => onChange({ [way]: value })}
      />
      {isLogin && (
        <>
          <LineControl
            label={words.loginAppId}
            required
            value={given.loginAppId}
            error={errorAt('loginAppId')}
            onChange={(loginAppId) => onChange({ loginAppId })}
          />
          <LineControl
            label={words.loginAppSecret}
            type="password"
            required
            value={given.loginAppSecret}
            error={errorAt('loginAppSecret')}
            onChange={(loginAppSecret) => onChange({ loginAppSecret })}
          />
          <LineControl
            label={words.redirectUri}
            required
            value={given.redirectUri}
            error={errorAt('redirectUri')}
            onChange={(redirectUri) => onChange({ redirectUri })}
          />
        </>
      )}
    </>
  )
}
