import type { Id } from '@hilo/protocol'
import { Copy } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useAddIdentityKey } from '../../api/signed-identity.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LinesControl } from '../../ui/Control.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Code } from '../../ui/Disclosure.tsx'
import { Form } from '../../ui/Form.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** Shows a secret, this once. */
export function NewSecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { identity: words, shortcuts } = useWords()
  const copy = () => copyText(secret, words)
  return (
    <Dialog isOpen onClose={onClose} title={words.types.secret} closeLabel={shortcuts.close}>
      <Stack gap={3}>
        <Text as="p" tone="wait">
          {words.once}
        </Text>
        <section aria-label={words.types.secret}>
          <Code value={secret} />
        </section>
        <Inline>
          <Button variant="primary" icon={Copy} onClick={() => void copy()}>
            {words.copy}
          </Button>
          <Button onClick={onClose}>{words.done}</Button>
        </Inline>
      </Stack>
    </Dialog>
  )
}

/** Takes the key that the site's signatures are checked with; the site keeps the other half. */
export function PublicKeyDialog({ inboxId, onClose }: { inboxId: Id; onClose: () => void }) {
  const { identity: words, shortcuts, backends } = useWords()
  const add = useAddIdentityKey(inboxId)
  const [publicKey, setPublicKey] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ type: 'public_key', publicKey: publicKey.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog isOpen onClose={onClose} title={words.givePublicKey} closeLabel={shortcuts.close}>
      <Form onSubmit={submit}>
        <LinesControl
          label={words.publicKey}
          hint={words.publicKeyHint}
          placeholder="-----BEGIN PUBLIC KEY-----"
          isMono
          value={publicKey}
          error={add.error && explainError(add.error)}
          onChange={setPublicKey}
        />
        <Button variant="primary" type="submit" disabledReason={add.isPending && backends.saving}>
          {words.add}
        </Button>
      </Form>
    </Dialog>
  )
}
