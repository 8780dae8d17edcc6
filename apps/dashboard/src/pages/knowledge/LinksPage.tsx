import type { LinkHosts } from '@hilo/protocol'
import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useAddLinkHost, useLinkHosts, useRemoveLinkHost } from '../../api/link-hosts.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { Column, ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { KnowledgePane } from './KnowledgePane.tsx'

/** The hosts that links in answers and articles may lead to. */
export function LinksPage() {
  const { knowledge: words } = useWords()
  const { data, error, isPending, refetch } = useLinkHosts()
  const readOnly = useReadOnlyReason()
  return (
    <KnowledgePane tab="links">
      <Awaited {...{ data, error, isPending, refetch }} label={words.tabs.links} failed={words.linksError} />
      {data && (
        <PaneBody>
          <Column>
            <Text as="p" size="sm" tone="muted">
              {words.linksIntro}
            </Text>
            {readOnly === null && <AddHost />}
            <AddedPart added={data.added} />
            <OwnPart own={data.own} />
          </Column>
        </PaneBody>
      )}
    </KnowledgePane>
  )
}

function AddHost() {
  const { knowledge: words } = useWords()
  const add = useAddLinkHost()
  const [host, setHost] = useState('')
  const [isTried, setTried] = useState(false)
  const isEmpty = host.trim() === ''
  const issues = issuesOf(add.error, { sent: { host: add.variables }, now: { host: host.trim() } })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(isEmpty)
    if (isEmpty || add.isPending) return
    add.mutate(host.trim(), { onSuccess: () => setHost('') })
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={words.linkHost}
        hint={words.linkHostHint}
        placeholder="shop.example"
        maxLength={253}
        value={host}
        error={isTried && isEmpty ? words.fillIn : issues.at('host')}
        onChange={setHost}
      />
      <Refusal error={add.error} fields={['host']} />
      <Inline>
        <Button variant="primary" type="submit" disabledReason={add.isPending && words.saving}>
          {words.addHost}
        </Button>
      </Inline>
    </Form>
  )
}

function AddedPart({ added }: Pick<LinkHosts, 'added'>) {
  const { knowledge: words } = useWords()
  const remove = useRemoveLinkHost()
  const readOnly = useReadOnlyReason()
  return (
    <Part title={words.hostsAdded}>
      {added.length === 0 && <Nothing>{words.noHostsAdded}</Nothing>}
      {added.length > 0 && (
        <Rows label={words.hostsAdded}>
          {added.map((host) => (
            <ItemRow
              key={host}
              end={
                <IconButton
                  icon={Trash2}
                  label={words.removeHost(host)}
                  disabledReason={readOnly}
                  onClick={() => remove.mutate(host, { onError: sayRefused })}
                />
              }
            >
              <Text isBroken>{host}</Text>
            </ItemRow>
          ))}
        </Rows>
      )}
    </Part>
  )
}

function OwnPart({ own }: Pick<LinkHosts, 'own'>) {
  const { knowledge: words } = useWords()
  return (
    <Part title={words.hostsOwn}>
      {own.length === 0 && <Nothing>{words.noHostsOwn}</Nothing>}
      {own.length > 0 && (
        <Rows label={words.hostsOwn}>
          {own.map((host) => (
            <ItemRow key={host}>
              <Text isBroken>{host}</Text>
            </ItemRow>
          ))}
        </Rows>
      )}
    </Part>
  )
}

function Nothing({ children }: { children: string }) {
  return (
    <Text as="p" size="sm" tone="muted">
      {children}
    </Text>
  )
}
