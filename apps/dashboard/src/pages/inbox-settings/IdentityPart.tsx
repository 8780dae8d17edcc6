import type { Id, IdentityMode, SignedIdentity } from '@hilo/protocol'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useAddIdentityKey, useSetIdentityMode, useSignedIdentity } from '../../api/signed-identity.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl } from '../../ui/Control.tsx'
import { Code, Disclosure } from '../../ui/Disclosure.tsx'
import { Part, Rows } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { TabRow } from '../../ui/Tabs.tsx'
import { Text } from '../../ui/Text.tsx'
import { IdentityKeyRow } from './IdentityKeyRow.tsx'
import { NewSecretDialog, PublicKeyDialog } from './NewIdentityKey.tsx'
import { SIGNING_LANGUAGES, SIGNING_NAMES, type SigningLanguage, signingCode } from './signing.ts'

const KEYS_MAX = 2
const PAGE = `<script src="…/widget/loader.js" data-key="…" data-identity="TOKEN" async></script>

hilo.identify(token)   // after signing in, and again before the token ends
hilo.on('expired', async () => hilo.identify(await newToken()))
hilo.logout()          // when the visitor signs out`

/** Whether visitors of a widget are known by the word of the site's own server, and how that signs. */
export function IdentityPart({ inboxId }: { inboxId: Id }) {
  const { identity: words } = useWords()
  const { data, error, refetch } = useSignedIdentity(inboxId)
  return (
    <Part title={words.title} intro={words.body}>
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && (
        <Stack gap={4}>
          <Keys inboxId={inboxId} identity={data} />
          <ModeChoice inboxId={inboxId} identity={data} />
          {data.keys.length > 0 && <HowToSign audience={data.audience} />}
        </Stack>
      )}
    </Part>
  )
}

type Props = { inboxId: Id; identity: SignedIdentity }

function ModeChoice({ inboxId, identity: { mode, keys } }: Props) {
  const { identity: words } = useWords()
  const readOnly = useReadOnlyReason()
  const set = useSetIdentityMode(inboxId)
  const options = (Object.keys(words.modes) as IdentityMode[]).map((value) => ({
    value,
    label: words.modes[value],
    isDisabled: value !== 'off' && keys.length === 0,
  }))
  return (
    <ChoiceControl
      label={words.mode}
      hint={mode === 'off' && keys.length > 0 ? words.notYetHint : words.modeHints[mode]}
      value={mode}
      disabled={readOnly !== null || set.isPending}
      options={options}
      onChange={(value) => set.mutate(value as IdentityMode, { onError: sayRefused })}
    />
  )
}

function Keys({ inboxId, identity: { keys, mode } }: Props) {
  const { identity: words } = useWords()
  const readOnly = useReadOnlyReason()
  const add = useAddIdentityKey(inboxId)
  const [isGiving, setGiving] = useState(false)
  const refusal = readOnly ?? (keys.length >= KEYS_MAX && words.full)
  return (
    <Stack gap={2}>
      <Text as="p" size="sm">
        {keys.length === 0 ? words.none : words.two}
      </Text>
      {keys.length > 0 && (
        <Rows label={words.keys}>
          {keys.map((one) => (
            <IdentityKeyRow
              key={one.id}
              inboxId={inboxId}
              identityKey={one}
              isNeeded={mode !== 'off' && keys.length === 1}
            />
          ))}
        </Rows>
      )}
      <Inline isWrapping>
        <Button
          icon={KeyRound}
          disabledReason={refusal}
          onClick={() => add.mutate({ type: 'secret' }, { onError: sayRefused })}
        >
          {words.newSecret}
        </Button>
        <Button disabledReason={refusal} onClick={() => setGiving(true)}>
          {words.givePublicKey}
        </Button>
      </Inline>
      {add.data?.secret && <NewSecretDialog secret={add.data.secret} onClose={add.reset} />}
      {isGiving && <PublicKeyDialog inboxId={inboxId} onClose={() => setGiving(false)} />}
    </Stack>
  )
}

function HowToSign({ audience }: { audience: string }) {
  const { identity: words } = useWords()
  const [language, setLanguage] = useState<SigningLanguage>('node')
  const options = SIGNING_LANGUAGES.map((value) => ({ value, label: SIGNING_NAMES[value] }))
  return (
    <Disclosure summary={words.how}>
      <Stack gap={2}>
        <TabRow label={words.language} value={language} options={options} onChange={setLanguage} />
        <Code value={signingCode(language, audience)} />
        <Text as="p" size="sm">
          {words.page}
        </Text>
        <Text as="p" size="sm" tone="muted">
          {words.pageHint}
        </Text>
        <Code value={PAGE} />
      </Stack>
    </Disclosure>
  )
}
