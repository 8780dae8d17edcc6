import type { ApiKey } from '@hilo/protocol'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useApiKeys, useRevokeKey } from '../../api/api-keys.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { useNow } from '../../ui/now.ts'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { ListPage } from '../list/ListPage.tsx'
import { NewKeyDialog } from './NewKeyDialog.tsx'

/** The keys by which programs call the API: made, shown once, and revoked here. */
export function ApiKeysPage() {
  const { apiKeys: words } = useWords()
  const list = useApiKeys()
  const [isCreating, setCreating] = useState(false)
  const create = (
    <Button icon={KeyRound} variant="primary" onClick={() => setCreating(true)}>
      {words.create}
    </Button>
  )
  return (
    <ListPage
      words={words}
      list={list}
      action={create}
      intro={words.body}
      row={(apiKey) => <KeyRow key={apiKey.id} apiKey={apiKey} />}
    >
      {isCreating && <NewKeyDialog onClose={() => setCreating(false)} />}
    </ListPage>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { apiKeys: words } = useWords()
  const now = useNow()
  const [isRevoking, setRevoking] = useState(false)
  const { name, scopes, prefix, lastFour, revokedAt, expiresAt } = apiKey
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= now
  return (
    <ItemRow
      end={!revokedAt && <Button onClick={() => setRevoking(true)}>{words.revoke}</Button>}
      below={isRevoking && <RevokeDialog apiKey={apiKey} onClose={() => setRevoking(false)} />}
    >
      <Inline isWrapping>
        <Text isStrong isBroken tone={revokedAt ? 'muted' : 'ink'}>
          {name}
        </Text>
        {revokedAt && <Badge>{words.revoked}</Badge>}
        {!revokedAt && isExpired && <Badge tone="wait">{words.expired}</Badge>}
      </Inline>
      <Text size="sm" tone="muted" isMono>{`hilo_…_${prefix}…${lastFour}`}</Text>
      <Inline isWrapping gap={1}>
        {scopes.map((scope) => (
          <Badge key={scope} title={words.scopeWords[scope]}>
            {scope}
          </Badge>
        ))}
      </Inline>
      <KeyTimes apiKey={apiKey} now={now} />
    </ItemRow>
  )
}

/** Who made it and when, when it was used last, and when it ends. */
function KeyTimes({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  const { apiKeys: words, backends, time } = useWords()
  const language = useLanguage()
  const { createdAt, createdBy, lastUsedAt, expiresAt } = apiKey
  const parts = [
    `${relativeTime(createdAt, now, time)} ${backends.by(createdBy ?? backends.unknownActor)}`,
    lastUsedAt ? words.lastUsed(relativeTime(lastUsedAt, now, time)) : words.neverUsed,
    ...(expiresAt ? [words.expiresAt(relativeTime(expiresAt, now, time))] : []),
  ]
  return (
    <Text size="sm" tone="muted" title={fullTime(createdAt, language)}>
      {parts.join(', ')}
    </Text>
  )
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { apiKeys: words, shortcuts } = useWords()
  const revoke = useRevokeKey()
  return (
    <Confirm
      title={words.revokeTitle(apiKey.name)}
      body={words.revokeBody}
      action={words.revoke}
      cancel={words.cancel}
      closeLabel={shortcuts.close}
      error={revoke.error && explainError(revoke.error)}
      onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
