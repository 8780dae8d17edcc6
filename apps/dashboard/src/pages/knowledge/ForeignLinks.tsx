import { useDeferredValue } from 'react'
import { useAddLinkHost, useLinkHosts } from '../../api/link-hosts.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { foreignHosts } from './foreign-hosts.ts'

const HOSTS_MAX = 5

/** Says which links of a text nobody will be able to follow, and lets whoever may add their hosts. */
export function ForeignLinks({ body }: { body: string }) {
  const { knowledge: words } = useWords()
  const { data } = useLinkHosts()
  const add = useAddLinkHost()
  const readOnly = useReadOnlyReason()
  const shown = useDeferredValue(body)
  const hosts = data ? foreignHosts(shown, data).slice(0, HOSTS_MAX) : []
  const allow = (host: string) =>
    add.mutate(host, {
      onSuccess: () => toast({ tone: 'plain', title: words.linkHostAdded(host) }),
      onError: sayRefused,
    })
  return (
    <div role="status">
      {hosts.map((host) => (
        <Inline key={host} isWrapping>
          <Text size="sm" tone="wait" isBroken>
            {words.foreignLink(host)}
          </Text>
          <Button disabledReason={readOnly ?? (add.isPending && words.saving)} onClick={() => allow(host)}>
            {words.allowHost}
          </Button>
        </Inline>
      ))}
    </div>
  )
}
