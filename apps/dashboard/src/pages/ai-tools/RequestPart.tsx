import type { AiToolSettings } from '@hilo/protocol'
import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.ts'
import { Button, QuietIconButton } from '../../ui/Button.tsx'
import { ChoiceControl, LineControl, LinesControl } from '../../ui/Control.tsx'
import { Part } from '../../ui/Page.tsx'
import { Removable } from '../../ui/Removable.tsx'
import { Filler, Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { FieldRow } from '../../ui/Writing.tsx'
import { WrongLine } from '../../ui/WrongLine.tsx'
import { hostOf, type ToolFormProps } from './tool-form.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value }))
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** What is sent, and where it may go. */
export function RequestPart(props: ToolFormProps) {
  const { typed, set, issues } = props
  const { tools: words } = useWords()
  // Left empty, where it may go is the host of its address: that is what has to be mended.
  const hosts = issues.within('hosts')
  const isOwnHost = typed.hosts.trim() === '' && hosts !== null
  return (
    <Part title={words.request}>
      <Stack gap={4}>
        <Inline align="start">
          <ChoiceControl
            label={words.method}
            value={typed.method}
            options={METHODS}
            error={issues.at('method')}
            onChange={(method) => set({ method: method as AiToolSettings['method'] })}
          />
          <Filler>
            <LineControl
              label={words.url}
              placeholder="https://api.example.com/orders/{order_id}"
              value={typed.url}
              error={issues.at('url') ?? (isOwnHost ? (hostOf(typed.url) ? hosts : words.wholeUrl) : null)}
              onChange={(url) => set({ url })}
            />
          </Filler>
        </Inline>
        <Text as="p" size="sm" tone="muted">
          {words.placesHint}
        </Text>
        <LinesControl
          label={words.hosts}
          note={words.onePerLine}
          hint={words.hostsHint(hostOf(typed.url))}
          value={typed.hosts}
          error={isOwnHost ? null : hosts}
          onChange={(lines) => set({ hosts: lines })}
        />
        {WITH_BODY.has(typed.method) && (
          <LinesControl
            label={words.requestBody}
            note={words.optional}
            hint={words.requestBodyHint}
            isMono
            value={typed.body}
            error={issues.at('body')}
            onChange={(body) => set({ body })}
          />
        )}
        <Headers {...props} />
        <SecretHeaders {...props} />
      </Stack>
    </Part>
  )
}

function Headers({ typed: { headers }, set, issues }: ToolFormProps) {
  const { tools: words } = useWords()
  const put = (at: number, header: (typeof headers)[number] | null) =>
    set({ headers: headers.flatMap((one, index) => (index === at ? (header ?? []) : one)) })
  return (
    <HeaderList
      title={words.headers}
      hint={null}
      error={issues.at('headers')}
      onAdd={() => set({ headers: [...headers, { name: '', value: '' }] })}
    >
      {headers.map(({ name, value }, at) => (
        <HeaderRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a header has no name before it is typed
          key={at}
          name={name}
          error={issues.at('headers', at, 'name')}
          onName={(next) => put(at, { name: next, value })}
          onRemove={() => put(at, null)}
        >
          <LineControl
            label={words.headerValue}
            value={value}
            error={issues.at('headers', at, 'value')}
            onChange={(next) => put(at, { name, value: next })}
          />
        </HeaderRow>
      ))}
    </HeaderList>
  )
}

function SecretHeaders({ typed: { secretHeaders }, set, issues }: ToolFormProps) {
  const { tools: words } = useWords()
  const put = (at: number, header: (typeof secretHeaders)[number] | null) =>
    set({ secretHeaders: secretHeaders.flatMap((one, index) => (index === at ? (header ?? []) : one)) })
  return (
    <HeaderList
      title={words.secretHeaders}
      hint={words.secretHint}
      error={issues.at('secretHeaders')}
      onAdd={() =>
        set({ secretHeaders: [...secretHeaders, { name: 'Authorization', value: '', isKept: false }] })
      }
    >
      {secretHeaders.map(({ name, value, isKept }, at) => (
        <HeaderRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a header has no name before it is typed
          key={at}
          name={name}
          isFixed={isKept}
          error={issues.at('secretHeaders', at, 'name')}
          onName={(next) => put(at, { name: next, value, isKept })}
          onRemove={() => put(at, null)}
        >
          <LineControl
            label={words.headerValue}
            type="password"
            placeholder={isKept ? words.secretStays : ''}
            value={value}
            error={issues.at('secretHeaders', at, 'value')}
            onChange={(next) => put(at, { name, value: next, isKept })}
          />
        </HeaderRow>
      ))}
    </HeaderList>
  )
}

type RowProps = {
  name: string
  isFixed?: boolean
  error: string | null
  onName: (name: string) => void
  onRemove: () => void
  /** Its value. */
  children: ReactNode
}

function HeaderRow({ name, isFixed = false, error, onName, onRemove, children }: RowProps) {
  const { tools: words } = useWords()
  return (
    <Removable>
      <Inline align="start">
        <Filler>
          <FieldRow>
            <LineControl
              label={words.headerName}
              value={name}
              disabled={isFixed}
              error={error}
              onChange={onName}
            />
            {children}
          </FieldRow>
        </Filler>
        <QuietIconButton icon={Trash2} label={words.removeHeader(name)} onClick={onRemove} />
      </Inline>
    </Removable>
  )
}

type ListProps = {
  title: string
  hint: string | null
  error: string | null
  onAdd: () => void
  children: ReactNode
}

function HeaderList({ title, hint, error, onAdd, children }: ListProps) {
  const { tools: words } = useWords()
  return (
    <Part
      title={title}
      aside={
        <Button icon={Plus} aria-label={`${words.add}: ${title}`} onClick={onAdd}>
          {words.addHeader}
        </Button>
      }
    >
      {hint && (
        <Text as="p" size="sm" tone="muted">
          {hint}
        </Text>
      )}
      {children}
      {error && <WrongLine>{error}</WrongLine>}
    </Part>
  )
}
